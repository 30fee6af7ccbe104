"""Builds one index of an existing table: looks first, builds, counts afterwards."""

from django.core.management import CommandError
from django.utils import timezone

from entities.catalogue import catalogue
from entities.conf import get_sealer, store_of
from entities.management.index_options import add_index_options, asked_index
from entities.management.table_commands import TableCommand, must_be_ready
from entities.operations.deeds import Act
from entities.operations.reasons import check_reason, is_required
from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run, find_run
from entities.operations.runs.segments import read_segments
from entities.operations.tables.desired import Desired, desired_named
from entities.operations.tables.indexing.carrying import outcome_words
from entities.operations.tables.indexing.findings import read_findings
from entities.operations.tables.indexing.fitting import REASONS
from entities.operations.tables.indexing.preflight import look_segments
from entities.operations.tables.indexing.queueing import is_active, queue_build
from entities.operations.tables.indexing.signing import asked_for, sign
from entities.web.addresses import item_url
from entities.web.hands import own_hands

ACTOR = "add_index"
LISTED = 20  # items of each reason


class Command(TableCommand):
    help = (
        "Build INDEX of TABLE and wait until it is active: what the declaration names, or what the "
        "options say. It looks at every item first, and builds nothing where items would be left "
        "out that nobody has signed for. Safe to repeat: an index that is there is left, one being "
        "built is waited for."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "table", metavar="TABLE", help="its real name, its declared one, or an entity"
        )
        parser.add_argument("index", metavar="INDEX")
        self.add_environment(parser)
        add_index_options(parser)
        parser.add_argument("--reason", default="", help="why; it stands in the audit log")
        parser.add_argument("--run", help="go on with this run, which was stopped")
        parser.add_argument("--sign", metavar="HASH", help="sign for the list of this hash")
        parser.add_argument("--by", metavar="ACCOUNT", help="with --sign: whose signature it is")

    def handle(self, *, table, index, environment, reason, run, sign, by, **options):
        store = store_of(environment)
        check_reason(reason, required=is_required(store))
        desired = desired_named(store, catalogue, table)
        asked, types = asked_index(desired, index, options)
        must_be_ready(store, desired.entity.system.name, lambda _line: None)
        hands = own_hands(store)
        if sign:
            held = self._signed(hands, run, sign, by, Act(by or "", timezone.now(), reason), index)
        elif run:
            held = find_run(store, catalogue, run)
        elif is_active(store, desired, asked):
            self.tell(desired.name, f"{index}: there already")
            return
        else:
            act = Act(ACTOR, timezone.now(), reason)
            held = queue_build(hands, desired, asked, act, types=types)
        self._build(hands, desired, held)

    def _signed(self, hands: Hands, run_id: str | None, wanted: str, by, act: Act, index) -> Run:
        if not run_id or not by:
            raise CommandError("--sign needs --run and --by: which run, and whose signature it is.")
        return sign(hands, run_id, wanted, act, typed=index, viewer=hands.viewer_of(by))

    def _build(self, hands: Hands, desired: Desired, run: Run) -> None:
        try:
            run = self.drive(run, hands) if self.verbosity else self.carried(run, hands)
        except CommandError:
            self._tell_what_blocks(hands, find_run(hands.store, catalogue, run.run_id))
            raise
        self.tell(desired.name, f"{run.options['index']}: {outcome_words(run)}")

    def _tell_what_blocks(self, hands: Hands, run: Run) -> None:
        found = asked_for(hands, run)
        if found is None:
            return
        looks = look_segments(read_segments(hands.store, catalogue, run.run_id))
        for reason, count in found.blocking.items():
            counted = "1 item" if count == 1 else f"{count:,} items"
            self.stderr.write(f"{REASONS[reason]}: {counted}")
            listed = read_findings(hands.store, catalogue, looks, reason, sealer=get_sealer())
            for one, _ in zip(listed, range(LISTED), strict=False):
                self.stderr.write(f"  {item_url(one.entity, one.key)}  {one.said}")
            if count > LISTED:
                self.stderr.write(f"  and {count - LISTED:,} more, on the page of the index")
        self.stderr.write(
            f"To have it built without them: --run {run.run_id} --sign {found.hash} --by ACCOUNT "
            "--reason WHY"
        )
