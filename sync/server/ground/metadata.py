"""What the tables of all features share: one metadata, names of constraints, the type of counting keys."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Integer

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
BigKey = BigInteger().with_variant(Integer, "sqlite")
