"""What the process has loaded from which test processes are forked: nothing of it opens a file or begins a thread."""

from importlib import import_module

for name in (
    "holidays.countries",
    "sync.client.engine",
    "sync.server.app",
    "sync.server.cli",
    "sync.server.commands.serve",
    "sync.server.commands.serve_residents",
    "sync.server.residents.application",
    "tests.faults.device_process",
    "tests.faults.shift_process",
    "tests.faults.town.worker_process",
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
):
    import_module(name)
