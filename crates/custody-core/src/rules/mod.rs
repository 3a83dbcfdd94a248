//! Pure: what is known and what is asked go in, a permission to write or a refusal comes out (`design.md` §8).
//!
//! [`decide`] answers one act; [`apply`](apply::apply) says what a record changes. Each verb of `domain.md` §5.3 has
//! its guards in the file of its topic, in the order of its row; the base guards stand in `gate`, the table of states and
//! roles in [`Verb`], the matching of permissions in `permission`. Articles and switches come from the profile: no
//! article number stands in this code.

mod access;
mod amending;
pub mod apply;
mod asked;
mod asking;
mod carrying;
mod chain;
mod completing;
mod copying;
mod correcting;
mod dealings;
mod deciding;
mod destroying;
mod disclosing;
mod ending;
mod examining;
mod form;
mod gate;
mod giving_back;
mod handing_over;
mod holding;
mod incident;
mod instructions;
mod inventory;
mod keeping;
mod listing;
mod logs;
mod packing;
mod permission;
mod permitted;
mod places;
mod policies;
mod printing;
pub mod profile;
mod providing;
mod receiving;
mod refusal;
mod releasing;
mod settings;
pub mod setup;
mod software;
mod splitting;
mod supervising;
mod transmitting;
mod unneeded;
mod verb;
pub mod wording;

pub use asked::{
    Act, Amendment, Asked, CorrectionAsked, Decision, EndedHoldings, Examination, FormIssue,
    GeneralOrder, HandOver, InstructionAnswer, Load, Loss, NewCarrier, NewCheck, NewDestruction,
    NewDisclosure, NewHoldings, NewJourney, NewPackage, NewPerson, NewPlace, NewPledge,
    NewProvision, NewRelease, NewRequest, NewSanitising, NewSubReport, NewSubReturn, NewValue,
    Occurrence, Opening, Order, Outcome, Receipt, ReceiptLine, Receive, ReceivedOn, Rejected,
    Revocation, Unregistered,
};
pub use chain::{staff_is_known, subcontracted_under};
pub use permitted::{Permitted, Warning, WarningCode};
pub use refusal::{
    Denied, Detail, Element, Field, Finding, Inconsistency, Item, Nonsense, Refusal, Registered,
    Value,
};
pub use verb::{Base, Verb};

use crate::record::{Event, Moment, Register};
use gate::Gate;

/// Decides one act on what is known. The profile in force is that of `known.contract`.
///
/// `now` is the clock. What comes out is the record to be signed, with everything it changes, or the reason why not;
/// nothing is written here.
///
/// # Errors
/// [`Denied`]: a refusal with every guard that failed, an unknown number, a clock out of order.
pub fn decide(known: &Register, asked: &Asked, now: Moment) -> Result<Permitted, Denied> {
    let gate = Gate::new(known, asked, now)?;
    // Without a profile no guard is on; nothing but the contract itself can be recorded then.
    if known.contract.is_none() && !matches!(asked.act, Act::OpenContract(_)) {
        return Err(refusal::unknown("contract"));
    }
    match &asked.act {
        Act::OpenContract(opening) => listing::open_contract(gate, opening),
        Act::Amend(amendment) => amending::amend(gate, amendment),
        Act::EndContract(end) => ending::end(gate, end),
        Act::AssignPerson(person) => listing::assign_person(gate, person),
        Act::ChangePerson(person) => listing::change_person(gate, person),
        Act::ReportStaff {
            persons,
            document_no,
            on,
        } => listing::report_staff(gate, persons, document_no, *on),
        Act::ChangeOrganisation { org, name, address } => {
            listing::change_organisation(gate, *org, name.as_ref(), address.as_ref())
        }
        Act::RegisterOrganisation {
            name,
            address,
            kind,
            parent,
        } => listing::register_organisation(gate, name, address.as_ref(), *kind, *parent),
        Act::RegisterPlace(place) => listing::register_place(gate, place),
        Act::ChangePlace(place) => listing::change_place(gate, place),
        Act::RegisterCarrier(carrier) => listing::register_carrier(gate, carrier),
        Act::RecordTraining { persons, training } => {
            listing::record_training(gate, persons, training)
        }
        Act::Receive(receive) => receiving::receive(gate, receive),
        Act::Take {
            instance,
            place,
            purpose,
            method,
        } => keeping::take(gate, *instance, *place, purpose, method.as_ref()),
        Act::Store { instance, place } => keeping::store(gate, *instance, *place),
        Act::Open {
            instance,
            carrier,
            place,
            purpose,
            method,
            software,
        } => keeping::open(
            gate,
            *instance,
            *carrier,
            *place,
            purpose,
            method.as_ref(),
            software.as_ref(),
        ),
        Act::Close {
            instance,
            method,
            overwritten,
        } => keeping::close(gate, *instance, method, *overwritten),
        Act::Copy { .. } => copying::copy(gate),
        Act::Request(request) => asking::request(gate, request),
        Act::SendRequest {
            request,
            text_digest,
        } => asking::send(gate, *request, text_digest.as_ref()),
        Act::WithdrawRequest { request, reason } => {
            asking::withdraw(gate, *request, reason.as_ref())
        }
        Act::Decide(decision) => deciding::take_in(gate, decision),
        Act::TakeOrder(order) => deciding::order(gate, order),
        Act::RegisterInstruction(ordered) => instructions::register(gate, ordered),
        Act::AnswerInstruction(answered) => instructions::answer(gate, answered),
        Act::Revoke(revocation) => deciding::revoke(gate, revocation),
        Act::Check { permission } => deciding::check(gate, *permission),
        Act::Plan { journey, order } => asking::plan_alone(gate, journey, *order),
        Act::Brief {
            journey,
            explained_by,
        } => asking::brief(gate, *journey, *explained_by),
        Act::Carry { .. } => carrying::carry(gate),
        Act::Arrive {
            journey,
            place,
            seal_intact,
            remark,
        } => carrying::arrive(gate, *journey, *place, *seal_intact, remark.as_ref()),
        Act::Back {
            journey,
            place,
            seal_intact,
            remark,
        } => carrying::back(gate, *journey, *place, *seal_intact, remark.as_ref()),
        Act::Return {
            instances,
            to,
            whole,
            packages,
            text_digest,
        } => giving_back::give_back(
            gate,
            instances,
            *to,
            *whole,
            giving_back::HandedOver {
                packages,
                text_digest: text_digest.as_ref(),
            },
        ),
        Act::TakeReceipt(receipt) => giving_back::receipt(gate, receipt),
        Act::ObjectsRemoved { instances, keys } => {
            completing::objects_removed(gate, instances, *keys)
        }
        Act::SourceRemoved { instance, files } => {
            completing::source_removed(gate, *instance, *files)
        }
        Act::FinishDestroy {
            instance,
            destruction,
        } => completing::destruction(gate, *instance, destruction),
        Act::PlanDestroy {
            instances,
            method,
            place,
            on,
            witness,
        } => destroying::plan(gate, instances, *method, *place, *on, *witness),
        Act::Sanitise(new) => releasing::sanitise(gate, new),
        Act::Release(new) => releasing::release(gate, new),
        Act::CancelDestroy { instances, place } => destroying::cancel(gate, instances, *place),
        Act::BeginDestroy {
            instance,
            destruction,
        } => destroying::destroy(gate, *instance, destruction, true),
        Act::Destroy {
            instance,
            destruction,
        } => destroying::destroy(gate, *instance, destruction, false),
        Act::ReportLost(loss) => incident::lost(gate, loss),
        Act::ReportUnregistered(found) => incident::unregistered(gate, found),
        Act::ReportOther(occurrence) => incident::other(gate, occurrence),
        Act::ReportIncident {
            incident,
            report,
            learned,
            remark,
        } => incident::reported(gate, *incident, report, learned, remark.as_ref()),
        Act::Found { instance, place } => incident::found(gate, *instance, place),
        Act::Grant { instance, person } => access::grant(gate, *instance, *person),
        Act::Ungrant {
            instance,
            holder,
            how,
        } => access::ungrant(gate, *instance, holder, how),
        Act::RegisterPolicy(document) => policies::register(gate, document),
        Act::AcknowledgePolicy { persons, title, on } => {
            policies::acknowledge(gate, persons, title, *on)
        }
        Act::MeasureService(measurement) => dealings::measure(gate, measurement),
        Act::Consult(consultation) => dealings::consult(gate, consultation),
        Act::HoldInspection(inspection) => dealings::inspect(gate, inspection),
        Act::ListSoftware(entry) => software::list(gate, entry),
        Act::RecordVulnerability {
            software,
            vulnerability,
        } => software::vulnerability(gate, software, vulnerability),
        Act::ImportLog(log) => logs::import(gate, log),
        Act::RemoveLog { record, reason } => logs::remove(gate, record, reason),
        Act::SubmitLogs {
            instruction,
            document_no,
            on,
        } => logs::submit(gate, instruction.as_deref(), document_no, *on),
        Act::IssueForm(form) => form::issue(gate, form),
        Act::Print { .. } => printing::print(gate),
        Act::Pack { .. } => packing::pack(gate),
        Act::HandOver(asked) => handing_over::hand_over(gate, asked),
        Act::Transmit { .. } => transmitting::transmit(gate),
        Act::NotifyStaff { org, on, document } => {
            supervising::notify(gate, *org, *on, document.as_ref())
        }
        Act::RecordPledge(new) => supervising::pledge(gate, new),
        Act::CheckSub(new) => supervising::check(gate, new),
        Act::Provide(new) => providing::provide(gate, new),
        Act::Disclose(new) => disclosing::disclose(gate, new),
        Act::SubReport(new) => holding::report(gate, new),
        Act::SubReturn(new) => providing::come_back(gate, new),
        Act::Examine(asked) => examining::examine(gate, asked),
        Act::TakeInventory { with, lines } => inventory::take(gate, *with, lines),
        Act::Correct(asked) => correcting::correct(gate, asked),
        Act::Void { .. } => correcting::void(gate),
        Act::Split { instance, parts } => splitting::split(gate, *instance, parts),
        Act::Unneeded { instance, reason } => unneeded::unneeded(gate, *instance, reason.as_ref()),
    }
}

/// The permission to put a refusal on record: refusals are records too (3-ウ).
///
/// # Errors
/// [`Denied::Clock`] when the clock is behind the ledger.
pub fn record_refusal(
    known: &Register,
    asked: &Asked,
    refusal: &Refusal,
    now: Moment,
) -> Result<Permitted, Denied> {
    let gate = Gate::new(
        known,
        &Asked {
            at: None,
            ..asked.clone()
        },
        now,
    )
    .map(|g| (g.at, g.recorded));
    let (at, recorded) = gate?;
    gate::write(
        known,
        asked.by,
        at,
        recorded,
        Event::Refused(refusal.as_record()),
        Vec::new(),
    )
}
