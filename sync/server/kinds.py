"""The table of the kinds of jobs: nothing is done in the background that is not joined here."""

from typing import Final

from sync.server import upkeep
from sync.server.cards import service as cards
from sync.server.duty import service as duty
from sync.server.intake import deciding
from sync.server.jobs.domain import Kind
from sync.server.mail import news as news_mail
from sync.server.mail import service as mail
from sync.server.mail.incoming import acknowledging
from sync.server.mail.incoming import deciding as mail_in
from sync.server.messages import delivery
from sync.server.news import service as news
from sync.server.privacy import jobs as privacy
from sync.server.published import service as published
from sync.server.ratings import jobs as ratings
from sync.server.remarks import service as remarks
from sync.server.submissions import mailing

KINDS: Final[tuple[Kind, ...]] = (
    *upkeep.PERIODIC,
    *deciding.KINDS,
    *delivery.KINDS,
    *mail.KINDS,
    *mail_in.KINDS,
    *acknowledging.KINDS,
    *ratings.PERIODIC,
    *cards.PERIODIC,
    *duty.KINDS,
    *published.KINDS,
    *news.KINDS,
    *news_mail.KINDS,
    *privacy.PERIODIC,
    *remarks.KINDS,
    *mailing.KINDS,
)
