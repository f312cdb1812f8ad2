"""The one MetaData that every table of the device's store belongs to."""

from sqlalchemy import MetaData

metadata = MetaData()
