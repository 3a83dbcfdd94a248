//! What an act is, touches and is about, told from the act alone.

use super::{Act, ReceivedOn, things};
use crate::record::{Grant, IncidentReport, InstanceId, Permission, Reach, Subject, Text};
use crate::rules::Verb;

impl Act {
    /// The verb.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Self::OpenContract(_) => Verb::Init,
            Self::Amend(_) => Verb::Amend,
            Self::EndContract(_) => Verb::EndContract,
            Self::AssignPerson(_) | Self::ChangePerson(_) => Verb::Person,
            Self::ReportStaff { .. } => Verb::ReportStaff,
            Self::RegisterOrganisation { .. } | Self::ChangeOrganisation { .. } => {
                Verb::Organisation
            }
            Self::AcknowledgePolicy { persons, .. } if persons.is_empty() => Verb::Acknowledge,
            Self::RegisterPolicy(_) | Self::AcknowledgePolicy { .. } => Verb::Policy,
            Self::MeasureService(_) => Verb::ServiceLevel,
            Self::Consult(_) => Verb::Consult,
            Self::HoldInspection(_) => Verb::Inspection,
            Self::ListSoftware(_) | Self::RecordVulnerability { .. } => Verb::Software,
            Self::ImportLog(_) => Verb::ImportLog,
            Self::RemoveLog { .. } => Verb::RemoveLog,
            Self::SubmitLogs { .. } => Verb::SubmitLogs,
            Self::RegisterPlace(_) | Self::ChangePlace(_) => Verb::Place,
            Self::RegisterCarrier(_) => Verb::Carrier,
            Self::RecordTraining { .. } => Verb::Training,
            Self::Receive(_) => Verb::Receive,
            Self::Take { .. } => Verb::Take,
            Self::Store { .. } => Verb::Store,
            Self::Open { .. } => Verb::Open,
            Self::Close { .. } => Verb::Close,
            Self::Copy { .. } => Verb::Copy,
            Self::Request(request) if request.draft => Verb::Draft,
            Self::Request(_) | Self::SendRequest { .. } => Verb::Request,
            Self::WithdrawRequest { .. } => Verb::Withdraw,
            Self::Decide(decision) if decision.document.is_paper() => Verb::Paper,
            Self::RegisterInstruction(_) => Verb::Paper,
            Self::AnswerInstruction(_) => Verb::Answer,
            Self::TakeOrder(order) if order.document.is_paper() => Verb::Paper,
            Self::Revoke(revocation) if revocation.document.is_paper() => Verb::Paper,
            Self::Decide(_) | Self::TakeOrder(_) | Self::Revoke(_) => Verb::Import,
            Self::Check { .. } => Verb::Check,
            Self::Plan { .. } => Verb::Plan,
            Self::Brief { .. } => Verb::Brief,
            Self::Carry { .. } => Verb::Carry,
            Self::Arrive { .. } => Verb::Arrive,
            Self::Back { .. } => Verb::Back,
            Self::Return { .. } => Verb::Return,
            Self::TakeReceipt(_) => Verb::Receipt,
            Self::PlanDestroy { .. } => Verb::PlanDestroy,
            Self::Sanitise(_) => Verb::Sanitise,
            Self::Release(_) => Verb::Release,
            Self::CancelDestroy { .. } => Verb::CancelDestroy,
            Self::BeginDestroy { .. } | Self::Destroy { .. } => Verb::Destroy,
            Self::ReportLost(_) => Verb::ReportLost,
            Self::ReportUnregistered(_) => Verb::ReportUnregistered,
            Self::ReportOther(_) => Verb::ReportOther,
            Self::ReportIncident {
                report: IncidentReport::Acknowledged { .. },
                ..
            } => Verb::CloseIncident,
            Self::ReportIncident { .. } => Verb::ReportIncident,
            Self::Found { .. } => Verb::Found,
            Self::Grant { .. } => Verb::Grant,
            Self::Ungrant { .. } => Verb::Ungrant,
            Self::IssueForm(_) => Verb::Form,
            Self::Print { .. } => Verb::Print,
            Self::Pack { .. } => Verb::Pack,
            Self::HandOver(hand_over) if hand_over.absent.is_some() => Verb::TakeOver,
            Self::HandOver(_) => Verb::HandOver,
            Self::Transmit { .. } => Verb::Transmit,
            Self::NotifyStaff { .. } => Verb::NotifyStaff,
            Self::RecordPledge(_) => Verb::Pledge,
            Self::CheckSub(_) => Verb::CheckSub,
            Self::Provide(_) => Verb::Provide,
            Self::Disclose(_) => Verb::Disclose,
            Self::SubReport(_) => Verb::SubReport,
            Self::SubReturn(_) => Verb::SubReturn,
            Self::Examine(_) => Verb::Examine,
            Self::TakeInventory { .. } => Verb::Inventory,
            Self::Correct(_) => Verb::Correct,
            Self::Void { .. } => Verb::Void,
            Self::Split { .. } => Verb::Split,
            Self::Unneeded { .. } => Verb::Unneeded,
            Self::ObjectsRemoved { .. }
            | Self::SourceRemoved { .. }
            | Self::FinishDestroy { .. } => Verb::Complete,
        }
    }

    /// The permission may be what the act rests on: it is of a subject that the act asks for. Its conditions are shown
    /// before.
    #[must_use]
    pub fn may_rest_on(&self, permission: &Permission) -> bool {
        let subject = permission.grant.subject();
        match self {
            Self::Copy { .. } | Self::Print { .. } => subject == Subject::Copy,
            Self::Disclose(new) => match &permission.grant {
                Grant::Disclose { to } => *to == new.to,
                _ => false,
            },
            Self::SubReport(new) => match subject {
                Subject::Copy => new.made.is_some(),
                Subject::Destroy => new.ended.is_some(),
                _ => false,
            },
            // A package is a copy too.
            Self::Carry { .. } | Self::Transmit { .. } => {
                matches!(subject, Subject::Carry | Subject::Copy)
            }
            // What was made may have been approved together with its end.
            Self::PlanDestroy { .. }
            | Self::Sanitise(_)
            | Self::Release(_)
            | Self::BeginDestroy { .. }
            | Self::Destroy { .. } => {
                matches!(subject, Subject::Destroy | Subject::Copy | Subject::Carry)
            }
            Self::Provide(_) => matches!(subject, Subject::Provide | Subject::Carry),
            Self::Take { purpose, .. } | Self::Open { purpose, .. } => {
                subject == Subject::Purpose && permission.scope.purpose.as_ref() == Some(purpose)
            }
            _ => false,
        }
    }

    /// The part of the register it can touch.
    #[must_use]
    pub fn reach(&self) -> Reach {
        let mut reach = Reach::standing();
        match self {
            Self::OpenContract(_)
            | Self::Amend(_)
            | Self::EndContract(_)
            | Self::RegisterInstruction(_)
            | Self::AnswerInstruction(_)
            | Self::AssignPerson(_)
            | Self::ChangePerson(_)
            | Self::RegisterOrganisation { .. }
            | Self::ChangeOrganisation { .. }
            | Self::ReportStaff { .. }
            | Self::RegisterPolicy(_)
            | Self::AcknowledgePolicy { .. }
            | Self::MeasureService(_)
            | Self::Consult(_)
            | Self::HoldInspection(_)
            | Self::ListSoftware(_)
            | Self::RecordVulnerability { .. }
            | Self::ImportLog(_)
            | Self::RemoveLog { .. }
            | Self::SubmitLogs { .. }
            | Self::ChangePlace(_)
            | Self::RegisterPlace(_)
            | Self::RegisterCarrier(_)
            | Self::NotifyStaff { .. }
            | Self::RecordPledge(_)
            | Self::CheckSub(_)
            | Self::RecordTraining { .. } => {}
            Self::Receive(receive) => match &receive.on {
                ReceivedOn::Vault(carrier) | ReceivedOn::Registered(carrier) => {
                    reach.carriers.insert(*carrier);
                }
                ReceivedOn::Medium(_) => {}
            },
            Self::Take { instance, .. }
            | Self::Store { instance, .. }
            | Self::Close { instance, .. }
            | Self::SourceRemoved { instance, .. }
            | Self::BeginDestroy { instance, .. }
            | Self::Destroy { instance, .. }
            | Self::FinishDestroy { instance, .. }
            | Self::Found { instance, .. }
            | Self::Grant { instance, .. }
            | Self::Ungrant { instance, .. } => {
                reach.instances.insert(*instance);
            }
            Self::Open {
                instance, carrier, ..
            }
            | Self::Copy {
                instance, carrier, ..
            } => {
                reach.instances.insert(*instance);
                reach.carriers.insert(*carrier);
            }
            Self::Request(request) => {
                reach
                    .instances
                    .extend(request.scope.instances.iter().copied());
                reach
                    .carriers
                    .extend(request.scope.carriers.iter().copied());
                reach.permissions.extend(request.extends);
            }
            Self::SendRequest { request, .. } | Self::WithdrawRequest { request, .. } => {
                reach.requests.insert(*request);
            }
            Self::TakeOrder(order) => {
                reach
                    .instances
                    .extend(order.scope.instances.iter().copied());
                reach.carriers.extend(order.scope.carriers.iter().copied());
            }
            Self::Revoke(revocation) => {
                reach.permissions.insert(revocation.permission);
            }
            Self::Decide(decision) => {
                reach.requests.insert(decision.request);
            }
            Self::Check { permission } => {
                reach.permissions.insert(*permission);
            }
            Self::Plan { journey, order } => {
                reach.instances.extend(journey.instances.iter().copied());
                reach.carriers.extend(journey.carrier);
                reach.permissions.extend(*order);
            }
            Self::Brief { journey, .. }
            | Self::Arrive { journey, .. }
            | Self::Back { journey, .. } => {
                reach.journeys.insert(*journey);
            }
            Self::Carry {
                journey, carrier, ..
            } => {
                reach.journeys.insert(*journey);
                reach.contents_of.insert(*carrier);
            }
            Self::Return { instances, .. }
            | Self::ObjectsRemoved { instances, .. }
            | Self::PlanDestroy { instances, .. }
            | Self::CancelDestroy { instances, .. } => {
                reach.instances.extend(instances.iter().copied());
            }
            Self::ReportIncident { incident, .. } => {
                reach.incidents.insert(*incident);
            }
            Self::Sanitise(new) => {
                let items = new.items.iter().map(|item| item.instance);
                reach.instances.extend(items);
            }
            Self::Release(new) => reach.instances.extend(new.instances.iter().copied()),
            Self::TakeReceipt(receipt) => {
                reach
                    .instances
                    .extend(receipt.lines.iter().map(|line| line.instance));
            }
            Self::ReportLost(loss) => {
                reach.instances.extend(loss.instances.iter().copied());
                reach.journeys.extend(loss.journey);
                reach.contents_of.extend(loss.carrier);
            }
            Self::ReportOther(occurrence) => {
                reach.instances.extend(occurrence.instances.iter().copied());
            }
            Self::ReportUnregistered(found) => {
                reach.assets.insert(found.asset);
                reach.carriers.insert(found.carrier);
                reach.instances.extend(found.same_as);
            }
            Self::IssueForm(form) => {
                reach.instances.extend(form.instances.iter().copied());
                let about = form.about.iter().map(Text::as_str);
                reach
                    .instances
                    .extend(about.filter_map(|text| text.parse::<InstanceId>().ok()));
            }
            Self::Print { instance, .. }
            | Self::Pack { instance, .. }
            | Self::Split { instance, .. }
            | Self::Unneeded { instance, .. }
            | Self::Void { instance, .. } => {
                reach.instances.insert(*instance);
            }
            Self::HandOver(hand_over) => {
                reach.instances.extend(hand_over.instances.iter().copied());
            }
            Self::Transmit {
                journey, carrier, ..
            } => {
                reach.journeys.insert(*journey);
                reach.contents_of.insert(*carrier);
            }
            Self::Provide(new) => reach.instances.extend(new.instances.iter().copied()),
            Self::Disclose(new) => reach.instances.extend(new.instances.iter().copied()),
            Self::SubReport(new) => {
                let ended = new.ended.iter().flat_map(|ended| &ended.instances);
                reach.instances.extend(ended.copied());
                if let Some(made) = new.made {
                    reach.instances.insert(made.of);
                    reach.carriers.insert(made.carrier);
                }
            }
            Self::SubReturn(new) => reach.instances.extend(new.instances.iter().copied()),
            Self::Examine(examination) => {
                reach.instances.insert(examination.instance);
            }
            Self::TakeInventory { lines, .. } => {
                reach
                    .instances
                    .extend(lines.iter().map(|line| line.instance));
            }
            Self::Correct(correction) => things::reach_of(&correction.record.event, &mut reach),
        }
        reach
    }

    /// What it can touch beyond [`Act::reach`] now that `known` shows which carriers are meant: the contents of media
    /// that travel or go back whole.
    #[must_use]
    pub fn reach_further(&self, known: &crate::record::Register) -> Option<Reach> {
        let carriers_of = |instances: &[InstanceId]| {
            instances
                .iter()
                .filter_map(|id| known.instances.get(id))
                .filter_map(|instance| known.carriers.get(&instance.carrier))
                .filter(|carrier| carrier.carrier_type.is_removable())
                .map(|carrier| carrier.id)
                .collect::<Vec<_>>()
        };
        let carriers = match self {
            Self::Return { instances, .. } => carriers_of(instances),
            _ => Vec::new(),
        };
        // Whether anything was ever made of it: what has ended too.
        if let Self::Void { instance, .. } = self {
            let asset = known.assets.get(&instance.asset)?;
            let mut reach = self.reach();
            let all = (1..=asset.last_instance).filter_map(|n| InstanceId::new(asset.id, n));
            reach.instances.extend(all);
            return Some(reach);
        }
        if carriers.is_empty() {
            return None;
        }
        let mut reach = self.reach();
        reach.contents_of.extend(carriers);
        Some(reach)
    }

    /// What it is about: numbers, for the record of a refusal.
    #[must_use]
    pub fn about(&self) -> Vec<String> {
        match self {
            Self::Carry { journey, .. }
            | Self::Brief { journey, .. }
            | Self::Arrive { journey, .. }
            | Self::Back { journey, .. } => vec![journey.to_string()],
            Self::Decide(decision) => vec![decision.request.to_string()],
            Self::Check { permission } => vec![permission.to_string()],
            Self::Revoke(revocation) => vec![revocation.permission.to_string()],
            Self::SendRequest { request, .. } | Self::WithdrawRequest { request, .. } => {
                vec![request.to_string()]
            }
            Self::Transmit { journey, .. } => vec![journey.to_string()],
            Self::NotifyStaff { org, .. } | Self::ChangeOrganisation { org, .. } => {
                vec![org.to_string()]
            }
            Self::RemoveLog { record, .. } => vec![record.seq.to_string()],
            Self::CheckSub(new) => vec![new.org.to_string()],
            Self::RecordPledge(new) => {
                let persons = new.persons.iter().map(ToString::to_string);
                persons.chain(new.org.map(|org| org.to_string())).collect()
            }
            Self::IssueForm(form) => {
                let about = std::iter::once(&form.form).chain(&form.about);
                about.map(ToString::to_string).collect()
            }
            Self::Request(request) => request
                .scope
                .instances
                .iter()
                .map(ToString::to_string)
                .collect(),
            other => {
                let reach = other.reach();
                let mut all: Vec<String> =
                    reach.instances.iter().map(ToString::to_string).collect();
                all.extend(reach.assets.iter().map(ToString::to_string));
                all.extend(reach.journeys.iter().map(ToString::to_string));
                all
            }
        }
    }
}
