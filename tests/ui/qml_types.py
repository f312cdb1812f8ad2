"""Describes the view models to qmllint: a QML module ``okrskar.models`` written from their real meta objects."""

import importlib
import inspect
import pkgutil
from pathlib import Path

from PySide6.QtCore import Property, QMetaMethod, QMetaObject, QObject

import ui

MODULE = "okrskar.models"
SCALARS = {"QString", "int", "bool", "double", "float", "QVariant", "QVariantList", "QVariantMap", "QUrl", "QColor"}
LIST_MODELS = ("PagedModel", "RowModel")
_NAMES = {"float": "double", "QUrl": "url", "QColor": "color"}
_HEAD = "import QtQuick.tooling 1.2\n\nModule {\n"


def view_models() -> dict[str, type[QObject]]:
    """Every class of ``ui`` that names itself part of the module, by its name."""
    found: dict[str, type[QObject]] = {}
    for info in pkgutil.walk_packages(ui.__path__, "ui."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        if getattr(module, "QML_IMPORT_NAME", "") != MODULE:
            continue
        found |= {
            name: value
            for name, value in vars(module).items()
            if inspect.isclass(value) and issubclass(value, QObject) and value.__module__ == info.name
        }
    return found


def _meta(owner: type[QObject]) -> QMetaObject:
    found = getattr(owner, "staticMetaObject")  # noqa: B009 - not in the stubs
    assert isinstance(found, QMetaObject)
    return found


def _text(name: object) -> str:
    """A name as Qt gives it: text, or bytes of one kind or another."""
    return name if isinstance(name, str) else bytes(name).decode()  # type: ignore[call-overload]


def _object_type(owner: type[QObject], name: str, known: dict[str, type[QObject]]) -> str:
    declared = inspect.getattr_static(owner, name)
    if not isinstance(declared, Property):
        return "QObject"
    returned = str(inspect.signature(declared.fget, eval_str=False).return_annotation)
    bare = returned.split("[", maxsplit=1)[0].rsplit(".", maxsplit=1)[-1].strip("'\"<>").removesuffix(" | None")
    if bare in LIST_MODELS:
        return "QAbstractListModel"
    return bare if bare in known else "QObject"


def _properties(owner: type[QObject], meta: QMetaObject, known: dict[str, type[QObject]]) -> list[str]:
    lines = []
    for at in range(_meta(QObject).propertyCount(), meta.propertyCount()):
        prop = meta.property(at)
        name, kind = _text(prop.name()), _text(prop.typeName())
        pointer = kind not in SCALARS
        shown = _object_type(owner, name, known) if pointer else _NAMES.get(kind, kind)
        notify = f' notify: "{_text(prop.notifySignal().name().data())}";' if prop.hasNotifySignal() else ""
        extra = " isPointer: true;" if pointer else ""
        constant = " isPropertyConstant: true;" if prop.isConstant() else ""
        writable = "" if prop.isWritable() else " isReadonly: true;"
        lines.append(
            f'Property {{ name: "{name}"; type: "{shown}"; read: "{name}";'
            f"{notify}{extra}{writable}{constant} index: {at} }}"
        )
    return lines


def _methods(meta: QMetaObject) -> list[str]:
    lines = []
    for at in range(_meta(QObject).methodCount(), meta.methodCount()):
        method = meta.method(at)
        kind = "Signal" if method.methodType() is QMetaMethod.MethodType.Signal else "Method"
        returned = _text(method.typeName())
        answer = f' type: "{_NAMES.get(returned, returned)}";' if returned and returned != "void" else ""
        names = [_text(name.data()) or f"a{i}" for i, name in enumerate(method.parameterNames())]
        kinds = [_text(kind.data()) for kind in method.parameterTypes()]
        parameters = " ".join(
            f'Parameter {{ name: "{name}"; type: "{_NAMES.get(kind, kind)}" }}'
            for name, kind in zip(names, kinds, strict=True)
        )
        lines.append(f'{kind} {{ name: "{_text(method.name().data())}";{answer} {parameters} }}')
    return lines


def describe(known: dict[str, type[QObject]]) -> str:
    """The text of a ``.qmltypes`` file for these classes."""
    parts = [_HEAD]
    for name, owner in sorted(known.items()):
        meta = _meta(owner)
        body = "\n        ".join(_properties(owner, meta, known) + _methods(meta))
        parts.append(
            f'    Component {{\n        name: "{name}"\n        accessSemantics: "reference"\n'
            f'        prototype: "QObject"\n        exports: ["{MODULE}/{name} 1.0"]\n        isCreatable: false\n'
            f"        exportMetaObjectRevisions: [256]\n        {body}\n    }}\n"
        )
    return "".join([*parts, "}\n"])


def write(folder: Path) -> Path:
    """Write the module below ``folder``, an import path for qmllint; returns it."""
    home = folder.joinpath(*MODULE.split("."))
    home.mkdir(parents=True, exist_ok=True)
    (home / "models.qmltypes").write_text(describe(view_models()))
    (home / "qmldir").write_text(f"module {MODULE}\ntypeinfo models.qmltypes\ndepends QtQuick\n")
    return folder
