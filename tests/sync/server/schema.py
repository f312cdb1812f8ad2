"""All tables of the server in one place.

The migrations make the same ones on their own words; a test holds them equal.
"""

from sync.server.accounts.tables import (
    account,
    api_key,
    challenge,
    device,
    duty,
    enrolment,
    key_tip,
    login_attempt,
    second_factor,
    token,
)
from sync.server.audit.tables import audit
from sync.server.basemap.tables import basemap
from sync.server.bodies.tables import body
from sync.server.calendars.tables import duty_calendar
from sync.server.cards.tables import district_priority, officer_card, pledge
from sync.server.districts.tables import category, district, template
from sync.server.duty.tables import absence, duty_pair, duty_swap, pair_district, planned_cover
from sync.server.events.tables import event
from sync.server.feed.tables import erased, feed, scope
from sync.server.ground.metadata import metadata
from sync.server.ground.tables import counter, meta
from sync.server.intake.tables import intake, intake_photo, tip_link
from sync.server.jobs.tables import job
from sync.server.mail.tables import incoming, mailbox, mailing, reply_address
from sync.server.messages.tables import message, party
from sync.server.news.tables import news_reader, news_topic
from sync.server.paper.sheets.tables import paper_batch, paper_sheet
from sync.server.paper.tables import paper_wave
from sync.server.patrols.tables import patrol, patrol_note
from sync.server.photos.tables import original, photo, possession, upload
from sync.server.published.tables import public_document
from sync.server.push.tables import aside_use, quarantine, receipt
from sync.server.ratings.tables import burst_decision, rater, rating, rating_burst, rating_release
from sync.server.remarks.tables import rating_remark
from sync.server.showing.tables import shown_photo
from sync.server.submissions.tables import submission, submission_about, submission_link, submission_photo
from sync.server.tips.tables import KEPT_APART, contact, note, story, tip, tip_words

__all__ = [
    "KEPT_APART",
    "absence",
    "account",
    "api_key",
    "aside_use",
    "audit",
    "basemap",
    "body",
    "burst_decision",
    "category",
    "challenge",
    "contact",
    "counter",
    "device",
    "district",
    "district_priority",
    "duty",
    "duty_calendar",
    "duty_pair",
    "duty_swap",
    "enrolment",
    "erased",
    "event",
    "feed",
    "incoming",
    "intake",
    "intake_photo",
    "job",
    "key_tip",
    "login_attempt",
    "mailbox",
    "mailing",
    "message",
    "meta",
    "metadata",
    "news_reader",
    "news_topic",
    "note",
    "officer_card",
    "original",
    "pair_district",
    "paper_batch",
    "paper_sheet",
    "paper_wave",
    "party",
    "patrol",
    "patrol_note",
    "photo",
    "planned_cover",
    "pledge",
    "possession",
    "public_document",
    "quarantine",
    "rater",
    "rating",
    "rating_burst",
    "rating_release",
    "rating_remark",
    "receipt",
    "reply_address",
    "scope",
    "second_factor",
    "shown_photo",
    "story",
    "submission",
    "submission_about",
    "submission_link",
    "submission_photo",
    "template",
    "tip",
    "tip_link",
    "tip_words",
    "token",
    "upload",
]
