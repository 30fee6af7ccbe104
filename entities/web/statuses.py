"""The one place that maps a refusal to the status of its answer."""

from entities import errors

STATUSES: tuple[tuple[type[errors.Refusal], int], ...] = (
    (errors.NotFound, 404),
    (errors.NotAllowed, 403),
    (errors.KeyInvalid, 404),
    (errors.ReasonRefused, 422),
    (errors.Invalid, 400),
    (errors.TooMuchAtOnce, 400),
    (errors.TooLargeAtOnce, 400),
    (errors.DoneAlready, 409),
    (errors.ConditionRefused, 409),
    (errors.Stale, 409),
    (errors.MergeNeeded, 409),
    (errors.AlreadyThere, 409),
    (errors.DeletionRefused, 409),
    (errors.MoveRefused, 409),
    (errors.BeingDeleted, 409),
    (errors.UndoRefused, 409),
    (errors.ApprovalRefused, 409),
    (errors.AskedAlready, 409),
    (errors.DecidedAlready, 409),
    (errors.SealBroken, 409),
    (errors.IndexKept, 409),
    (errors.SignatureNotAsked, 409),
    (errors.SignatureMovedOn, 409),
    (errors.OwnAccount, 409),
    (errors.NothingToBackUp, 409),
    (errors.SetNotComplete, 409),
    (errors.SetKept, 409),
    (errors.LastAdministrator, 409),
    (errors.TablePlanMoved, 409),
    (errors.EditRefused, 422),
    (errors.ReferenceRefused, 422),
    (errors.Taken, 422),
    (errors.LastOneKept, 422),
    (errors.Refusal, 503),
)


def status_of(refusal: errors.Refusal) -> int:
    return next(status for kind, status in STATUSES if isinstance(refusal, kind))
