//! English.

use domain::news::HandoverHold;

use super::Words;

pub(super) static WORDS: Words = Words {
    unconfirmed: "rests: is the invoice still unpaid? Then the next letter is sent",
    rest_is_small: "rests: only a small amount is left",
    overpaid: |amount| format!("{amount} too much has been paid, which is yours to return to the customer"),
    charges_pursued: |amount| {
        format!(
            "fees and interest of {amount} are not paid; in three days the customer gets one letter about them, without a new fee"
        )
    },
    charges_borne: |amount| {
        format!("fees and interest of {amount} are not collected; you cover them yourself")
    },
    charges_paid: |amount| format!("fees and interest of {amount} are paid now, too"),
    charges_given_up: |amount| format!("fees and interest of {amount} were not paid; nothing more is sent"),
    handover_due: "rests: the deadline of the last letter has passed. Shall it go to debt collection?",
    handed_over: "handed over to debt collection",
    handover_rejected: |reasons| format!("the collection agency did not take the case: “{reasons}”"),
    agency_key_refused: "your key for the collection agency does not work, so the case was not sent. Get a new one from them, and send it to us",
    handover_held: |why| match why {
        HandoverHold::AgencyChanged => {
            "not handed over: your collection agency has changed, or you have none any more, since you said yes. Say yes again if the case is still to be handed over"
        }
        HandoverHold::NoNotice => {
            "not handed over: the customer has not been given the notice that the law asks for"
        }
        HandoverHold::DeadlineRuns => {
            "not handed over: the deadline in the last letter is not over yet. Send the case again when it is"
        }
        HandoverHold::StatuteMissing => {
            "not handed over: one of the rates that the law sets is missing in our tables. We have been told and will put it in; send the case again in a few days"
        }
        HandoverHold::Otherwise => {
            "not handed over: as the case stands, the law does not allow it. Write to us if you want to know why"
        }
    },
    agency_status: |status| format!("at the collection agency: {status}"),
    closed_by_agency: "closed at the collection agency",

    ask_confirmation: (
        "Are the invoices still unpaid?",
        "We cannot see in your system whether these invoices are paid, so we ask you before each letter. If you say \
         yes, the letter goes on the next bank day. If you do not answer, nothing is sent.",
    ),
    ask_small_rest: (
        "Only a small amount is left",
        "For so little we send no letter without asking. Say whether the case goes on, or stop it.",
    ),
    ask_handover: ("Shall it go to debt collection?", |agency| match agency {
        "" => {
            "All letters are sent, and the deadline has passed. Nothing is handed over by itself.".to_owned()
        }
        agency => format!(
            "All letters are sent, and the deadline has passed. Nothing is handed over by itself: say whether the case \
             goes to {agency}, or stop it."
        ),
    }),
    no_agency: "You have not chosen a collection agency yet. Write to us, and we set it up.",
    ask_after_refusal: (
        "Not with the collection agency",
        "Below you see why. When it has been put right, you can send the case again. You can also stop it.",
    ),
    about_charges: (
        "Paid, but not all of it",
        "The invoice is paid, but not the fees and the interest that the customer was asked for. If the customer has \
         paid them to you, or you do not want them, stop the case within three days of this mail. Otherwise the \
         customer gets one letter about them.",
    ),
    about_overpayment: (
        "Paid too much",
        "A customer has paid more than was owed. The amount stands below; pay it back to the customer.",
    ),
};
