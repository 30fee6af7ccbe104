"""`begins_with` on a stored value of another type is false, as DynamoDB has it.

MiniStack refuses the whole page instead, for one item with a map where a date should be.
"""

from ministack.services import dynamodb

COMPARABLE = ("operand type: S", "operand type: B")  # what was asked for; other types are refused


def install() -> None:
    evaluator = dynamodb._ExprEval
    original = evaluator._fn_begins_with

    def begins_with(self) -> bool:
        try:
            return original(self)
        except ValueError as error:
            if str(error).endswith(COMPARABLE):
                return False
            raise

    evaluator._fn_begins_with = begins_with
