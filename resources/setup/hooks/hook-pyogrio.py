"""What PyInstaller can not see of pyogrio: modules that its compiled parts import, and the tables of GDAL and PROJ."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

hiddenimports = collect_submodules("pyogrio", filter=lambda name: ".tests" not in name)
datas = collect_data_files("pyogrio", subdir="gdal_data") + collect_data_files("pyogrio", subdir="proj_data")
