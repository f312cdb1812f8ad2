"""Who has sent the bytes of a photo themselves, and by whom a photo is, as columns."""

import sqlalchemy as sa
from alembic import op

revision = "photo_possession"
down_revision = "tip_words"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "possession",
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("officer_id", "sha256", name=op.f("pk_possession")),
    )
    op.create_index("ix_possession_sha256", "possession", ["sha256"])
    op.execute(
        "INSERT INTO possession (officer_id, sha256, device_id, size, at) "
        "SELECT device.officer_id, original.sha256, device.id, original.size, original.sealed_at "
        "FROM original JOIN device ON device.id = original.device_id"
    )
    op.add_column("photo", sa.Column("by", sa.Text(), nullable=True))
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    author = "json_extract(doc, '$.by')" if on_sqlite else "CAST(doc AS json) ->> 'by'"
    op.execute(f'UPDATE photo SET "by" = {author}')  # noqa: S608 - one of two texts above
    with op.batch_alter_table("photo") as photo:
        photo.alter_column("by", existing_type=sa.Text(), nullable=False)
    op.drop_column("original", "device_id")
    op.drop_column("upload", "media_type")
