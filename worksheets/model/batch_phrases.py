"""The phrases of a batch: note and letter of a patient, cover and proof sheet for the staff."""

from worksheets.model.phrases import Phrases


class BatchPhrases(Phrases):
    """What is printed for patients of a batch, and for the staff who send their sheets out."""

    note: str
    letter_sheet: str
    letter_booklet: str
    letter_call: str
    letter_ask: str
    letter_not_yours: str
    cover: str
    roster: str
    made: str
    rows_head: str
    sent_head: str
    how_many: str
    rows: str
    ok: str
    warning: str
    error: str
    blank: str
    header: str
    totals: str
    envelopes: str
    patients: str
    paper: str
    pages: str
    where: str
    check: str
    check_counted: str
    check_filled: str
    check_left: str
    check_proof: str
    not_printed: str
    counted_by: str
    checked_by: str
    date: str
    signature: str
    confidential: str
    program: str
    page: str
    proof: str
    proof_how: str
    proof_done: str
    proof_mark: str
    proof_row: str
    proof_number: str
    proof_name: str
    proof_program: str
    proof_side: str
    proof_pages: str
    proof_result: str
    proof_tick: str
