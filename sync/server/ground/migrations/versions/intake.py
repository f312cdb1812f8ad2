"""What residents send, the links by which they follow it, and the job that each row puts in by itself."""

import sqlalchemy as sa
from alembic import op

revision = "intake"
down_revision = "ratings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "intake",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("doubt", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False, server_default="waiting"),
        sa.Column("code", sa.Text(), nullable=False, server_default=""),
        sa.Column("tip_id", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_intake"),
        sa.UniqueConstraint("form", name="uq_intake_form"),
        sa.CheckConstraint("length(doc) <= 40000", name="ck_intake_doc"),
    )
    op.create_index("ix_intake_link", "intake", ["link"])
    op.create_index("ix_intake_at", "intake", ["at"])
    op.create_index("ix_intake_address_at", "intake", ["address", "at"])
    op.create_index("ix_intake_network_at", "intake", ["network", "at"])
    op.create_index("ix_intake_state_at", "intake", ["state", "at"])
    op.create_table(
        "tip_link",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("tip_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_tip_link"),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name="fk_tip_link_tip_id"),
    )
    op.create_index("ix_tip_link_tip_id", "tip_link", ["tip_id"])
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        op.execute(_SQLITE)
        return
    schema = str(bind.execute(sa.text("SELECT current_schema()")).scalar_one())
    quoted = bind.dialect.identifier_preparer.quote_identifier(schema)
    op.execute(_FUNCTION.format(schema=quoted))
    op.execute("REVOKE ALL ON FUNCTION intake_job() FROM PUBLIC")
    op.execute("CREATE TRIGGER intake_job AFTER INSERT ON intake FOR EACH ROW EXECUTE FUNCTION intake_job()")


_SQLITE = """
CREATE TRIGGER intake_job AFTER INSERT ON intake BEGIN
INSERT INTO job (id, kind, key, payload, due, tries)
VALUES (lower(hex(randomblob(16))), 'decide_intake', 'intake ' || NEW.number, json_object('number', NEW.number), NEW.at,
0);
END
"""
_FUNCTION = """
CREATE FUNCTION intake_job() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp
AS $done$
BEGIN
INSERT INTO job (id, kind, key, payload, due, tries)
VALUES (gen_random_uuid()::text, 'decide_intake', 'intake ' || NEW.number,
json_build_object('number', NEW.number)::text, NEW.at, 0);
PERFORM pg_notify('okrskar_jobs', '');
RETURN NULL;
END
$done$
"""
