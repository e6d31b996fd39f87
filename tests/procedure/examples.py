"""The worked examples of an invoice over 10,000.00 that fell due on Tuesday 1 September 2026: every letter of each schedule."""

from __future__ import annotations

from letter import Letter
from walk import OWED

# Denmark: a reminder's fee, and what a business pays on top; 10.00 % a year.
FEE, COMPENSATION = 10_000, 31_000
# Norway: the fee of a reminder or notice, that of a payment demand, and what a business pays instead of both; 12.25 % a year.
NORWEGIAN_FEE, DEMAND_FEE, NORWEGIAN_COMPENSATION = 3_800, 11_300, 43_000

# DK-2, the cautious schedule, which is the standard plan.
DANISH_BUSINESS = [
    Letter("2026-09-04", "Rykker 1", "2026-09-14", OWED, 822, 1_041_822, FEE, 0, COMPENSATION),
    Letter("2026-09-15", "Rykker 2", "2026-09-25", OWED, 3_836, 1_054_836, FEE, FEE, COMPENSATION),
    Letter("2026-09-28", "Rykker 3 og inkassovarsel", "2026-10-09", OWED, 7_397, 1_068_397, FEE, 2 * FEE, COMPENSATION),
]
# The same without the 310 kroner.
DANISH_CONSUMER = [
    Letter("2026-09-04", "Rykker 1", "2026-09-14", OWED, 822, 1_010_822, FEE),
    Letter("2026-09-15", "Rykker 2", "2026-09-25", OWED, 3_836, 1_023_836, FEE, FEE),
    Letter("2026-09-28", "Rykker 3 og inkassovarsel", "2026-10-09", OWED, 7_397, 1_037_397, FEE, 2 * FEE),
]
# DK-1's reminder two days after the due date, by the plan that DK-5 and DK-6 need: they are reckoned on 22 September. Its
# deadline would be a Sunday.
EARLY_REMINDER = Letter("2026-09-03", "Rykker 1", "2026-09-14", OWED, 548, 1_041_548, FEE, 0, COMPENSATION)
# DK-5, principal first: 4,000.00 were paid on 15 September.
DANISH_PART_PAYMENT = [
    EARLY_REMINDER,
    Letter("2026-09-22", "Betalingspåmindelse", "2026-09-29", 600_000, 4_986, 645_986, 0, FEE, COMPENSATION),
]
# DK-6, read as a mistake from the start, which is the lower figure: 2,500.00 were credited on 10 September.
DANISH_PART_CREDIT = [
    EARLY_REMINDER,
    Letter("2026-09-22", "Betalingspåmindelse", "2026-09-29", 750_000, 4_315, 795_315, 0, FEE, COMPENSATION),
]

# What Tripletex' users have unless they choose otherwise: a notice on day 15, a demand when its deadline is over.
NORWEGIAN_CONSUMER = [
    Letter("2026-09-16", "Inkassovarsel", "2026-09-30", OWED, 5_034, 1_008_834, NORWEGIAN_FEE),
    Letter("2026-10-01", "Betalingsoppfordring", "2026-10-15", OWED, 10_068, 1_025_168, DEMAND_FEE, NORWEGIAN_FEE),
]
# As in NO-2, a business pays the compensation and no fees.
NORWEGIAN_BUSINESS = [
    Letter("2026-09-16", "Inkassovarsel", "2026-09-30", OWED, 5_034, 1_048_034, 0, 0, NORWEGIAN_COMPENSATION),
    Letter("2026-10-01", "Betalingsoppfordring", "2026-10-15", OWED, 10_068, 1_053_068, 0, 0, NORWEGIAN_COMPENSATION),
]
# NO-1's plan, chosen by a tenant. Each letter goes a day after the example's, with a day's interest more: Tripletex' invoices are
# fetched on day 14 at the earliest, and whoever approves one has a day to think again.
NORWEGIAN_STEPS = [
    Letter("2026-09-16", "Purring", "2026-09-30", OWED, 5_034, 1_008_834, NORWEGIAN_FEE),
    Letter("2026-10-01", "Inkassovarsel", "2026-10-15", OWED, 10_068, 1_017_668, NORWEGIAN_FEE, NORWEGIAN_FEE),
    Letter("2026-10-16", "Betalingsoppfordring", "2026-10-30", OWED, 15_103, 1_034_003, DEMAND_FEE, 2 * NORWEGIAN_FEE),
]
