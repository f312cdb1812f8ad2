"""What one database of a test process compiled, the next one knows; and a changed statement is another one."""

import sqlalchemy as sa


def test_that_a_second_database_compiles_nothing_again_and_answers_for_itself() -> None:
    table = sa.Table("place", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
    query = sa.select(table.c.name).where(table.c.id == 1)
    found = []
    for number in range(2):
        engine = sa.create_engine("sqlite://")
        with engine.begin() as connection:
            table.create(connection)
            connection.execute(table.insert().values(id=1, name=f"{number}"))
            found.append(connection.execute(query).scalar_one())
            stats = connection.execute(query).context.cache_hit.name
            narrower = connection.execute(query.where(table.c.name == "1")).scalar_one_or_none()
        assert (stats, narrower) == ("CACHE_HIT", "1" if number else None)
        engine.dispose()
    assert found == ["0", "1"]
    fresh = sa.create_engine("sqlite://")
    with fresh.begin() as connection:
        table.create(connection)
        assert connection.execute(query).context.cache_hit.name == "CACHE_HIT"
    fresh.dispose()
