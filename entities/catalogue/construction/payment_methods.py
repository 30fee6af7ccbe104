"""How an expense was paid: stored in Hebrew, shown with an English name."""

from entities.schema.fields import Choice

BANK_TRANSFER = "העברה בנקאית"
CHEQUE = "צ'ק"
CASH = "מזומן"
CREDIT_CARD = "כרטיס אשראי"
OLD_CHEQUE = "המחאה"
OLD_CASH = "cash"


def payment_method(*, open_ended: bool = False) -> Choice:
    """`open_ended` where the old applications let anything be typed."""
    return Choice(
        "paymentMethod",
        (BANK_TRANSFER, CHEQUE, CASH, CREDIT_CARD),
        required=not open_ended,
        historic_choices=(OLD_CHEQUE, OLD_CASH),
        folds=((OLD_CHEQUE, CHEQUE), (OLD_CASH, CASH)),
        names_of=(
            (BANK_TRANSFER, "Bank transfer"),
            (CHEQUE, "Cheque"),
            (CASH, "Cash"),
            (CREDIT_CARD, "Credit card"),
            (OLD_CHEQUE, "Cheque (old word)"),
            (OLD_CASH, "Cash (old word)"),
        ),
        open_ended=open_ended,
        group="Money",
    )
