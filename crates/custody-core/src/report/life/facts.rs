//! The facts of each kind of event.

mod duties;
mod subcontracting;
mod things;

use super::Fact;
use crate::record::event::Destruction;
use crate::record::{
    CarrierId, DestructionPlan, Event, Instance, InstanceId, JourneyId, PermissionId, PersonId,
    PlaceId, Register, SealCheck, Text,
};
use crate::report::{naming, visible, words};

/// Collects facts in the order they are read.
struct Facts<'a> {
    register: &'a Register,
    facts: Vec<Fact>,
}

impl Facts<'_> {
    fn words(&mut self, key: &'static str, text: impl Into<String>) {
        self.facts.push(Fact {
            key,
            id: None,
            text: text.into(),
        });
    }

    fn text(&mut self, key: &'static str, text: &Text) {
        self.words(key, visible(text.as_str()));
    }

    fn some_text(&mut self, key: &'static str, text: Option<&Text>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn named(&mut self, key: &'static str, id: impl ToString, text: String) {
        self.facts.push(Fact {
            key,
            id: Some(id.to_string()),
            text,
        });
    }

    fn number(&mut self, key: &'static str, id: impl ToString) {
        let id = id.to_string();
        self.named(key, id.clone(), id);
    }

    fn person(&mut self, key: &'static str, id: PersonId) {
        self.named(key, id, naming::person(self.register, id));
    }

    fn place(&mut self, key: &'static str, id: PlaceId) {
        self.named(key, id, naming::place(self.register, id));
    }

    fn carrier(&mut self, id: CarrierId) {
        self.named(
            "carrier",
            id,
            naming::carrier_with_serial(self.register, id),
        );
    }

    fn permission(&mut self, id: PermissionId) {
        self.named("permission", id, naming::permission(self.register, id));
    }

    fn instances(&mut self, key: &'static str, ids: &[InstanceId]) {
        for id in ids {
            self.number(key, id);
        }
    }

    fn instance(&mut self, instance: &Instance) {
        self.number("instance", instance.id);
        if let Some(parent) = instance.parent {
            self.number("parent", parent);
        }
        self.carrier(instance.carrier);
        self.words("quantity", instance.quantity.to_string());
        self.words("protection", instance.protection.word());
    }

    fn seal(&mut self, seal: &SealCheck) {
        self.words(
            "seal",
            if seal.intact {
                "異常なし"
            } else {
                "異常あり"
            },
        );
        self.some_text("remark", seal.remark.as_ref());
    }

    fn plan(&mut self, plan: &DestructionPlan) {
        self.words("method", plan.method.word());
        self.place("place", plan.place);
        self.words("on", plan.on.to_string());
        self.person("witness", plan.witness);
        plan.permission
            .into_iter()
            .for_each(|id| self.permission(id));
    }

    fn serials(&mut self, items: &[crate::record::destruction::SerialRead]) {
        let ids: Vec<_> = items.iter().map(|item| item.instance).collect();
        self.instances("instance", &ids);
        for serial in items.iter().filter_map(|item| item.serial.as_ref()) {
            self.text("serial", serial);
        }
    }

    fn destruction(&mut self, destruction: &Destruction) {
        self.words("method", destruction.method.word());
        if let Some(place) = destruction.place {
            self.place("place", place);
        }
        self.person("done_by", destruction.done_by);
        self.person("witness", destruction.witness);
        destruction
            .permission
            .into_iter()
            .for_each(|id| self.permission(id));
        self.some_text("serial_read", destruction.evidence.serial_read.as_ref());
        for file in &destruction.evidence.files {
            self.text("evidence", &file.name);
        }
        self.some_text("remark", destruction.evidence.remark.as_ref());
    }
}

pub(super) fn of(register: &Register, event: &Event) -> Vec<Fact> {
    let mut facts = Facts {
        register,
        facts: Vec::new(),
    };
    match event {
        Event::ContractOpened { .. }
        | Event::ContractAmended { .. }
        | Event::ContractEnded { .. }
        | Event::PersonAssigned { .. }
        | Event::PersonChanged { .. }
        | Event::NoticeSent { .. }
        | Event::OrganisationRegistered { .. }
        | Event::OrganisationChanged { .. }
        | Event::PlaceRegistered { .. }
        | Event::PlaceChanged { .. }
        | Event::CarrierRegistered { .. }
        | Event::TrainingRecorded { .. } => standing(&mut facts, event),
        Event::RequestSent { .. }
        | Event::JourneyPlanned { .. }
        | Event::PermissionRegistered { .. }
        | Event::PermissionChecked { .. }
        | Event::PermissionRevoked { .. }
        | Event::InstructionRegistered { .. }
        | Event::InstructionAnswered { .. }
        | Event::RequestDrafted { .. }
        | Event::RequestWithdrawn { .. }
        | Event::RequestDeclined { .. }
        | Event::Briefed { .. }
        | Event::CarriedOut { .. }
        | Event::Arrived { .. }
        | Event::CameBack { .. } => journey(&mut facts, event),
        Event::ReturnMade { .. }
        | Event::ReturnReceived { .. }
        | Event::ReturnRejected { .. }
        | Event::ObjectsRemoved { .. }
        | Event::DestructionPlanned { .. }
        | Event::Sanitised { .. }
        | Event::Released { .. }
        | Event::DestructionPlanCancelled { .. }
        | Event::DestructionBegun { .. }
        | Event::Destroyed { .. } => ending(&mut facts, event),
        Event::InstancePrinted { .. }
        | Event::InstanceSealed { .. }
        | Event::InstanceSplit { .. }
        | Event::BecameUnneeded { .. }
        | Event::HandedOver { .. }
        | Event::Transmitted { .. }
        | Event::Examined { .. }
        | Event::InventoryTaken { .. }
        | Event::RecordCorrected { .. }
        | Event::InstanceVoided { .. } => things::of(&mut facts, event),
        Event::SubStaffNotified { .. }
        | Event::SubPledged { .. }
        | Event::SubInspected { .. }
        | Event::PledgeRecorded { .. }
        | Event::Provided { .. }
        | Event::SubReturned { .. } => subcontracting::of(&mut facts, event),
        Event::PolicyRegistered { .. }
        | Event::PolicyAcknowledged { .. }
        | Event::ServiceLevelMeasured { .. }
        | Event::Consultation { .. }
        | Event::SoftwareListed { .. }
        | Event::VulnerabilityRecorded { .. }
        | Event::LogImported { .. }
        | Event::LogRemoved { .. }
        | Event::LogSubmitted { .. }
        | Event::InspectionHeld { .. } => duties::of(&mut facts, event),
        _ => keeping(&mut facts, event),
    }
    facts.facts
}

/// The contract, people, places and carriers.
fn standing(facts: &mut Facts<'_>, event: &Event) {
    match event {
        Event::ContractOpened { contract, .. } => {
            facts.text("contract", &contract.number);
            facts.text("title", &contract.title);
        }
        Event::ContractAmended {
            profile,
            term,
            document,
            reason,
        } => {
            facts.words("profile", format!("{} {}", profile.name, profile.version));
            facts.words("until", term.until.to_string());
            facts.some_text("document", document.number.as_ref());
            facts.some_text("reason", reason.as_ref());
        }
        Event::ContractEnded { end } => {
            facts.words("how", end.ending.word().to_owned());
            facts.words("until", end.on.to_string());
            facts.text("reason", &end.reason);
            facts.some_text("instructions", end.instructions.as_ref());
            if let crate::record::Ending::Terminated { document } = &end.ending {
                facts.some_text("document", document.number.as_ref());
            }
        }
        Event::PersonAssigned { person } | Event::PersonChanged { person } => {
            facts.named("person", person.id, visible(person.name.as_str()));
            for term in &person.roles {
                facts.words("role", term.role.word());
            }
            let employer = naming::organisation(facts.register, person.employer);
            facts.named("employer", person.employer, employer);
            facts.words("employment", words::employment(person.employment));
            facts.some_text("evidence", person.employment_evidence.as_ref());
        }
        Event::OrganisationRegistered { organisation } => {
            facts.named(
                "organisation",
                organisation.id,
                visible(organisation.name.as_str()),
            );
        }
        Event::OrganisationChanged { org, name, address } => {
            facts.named("organisation", *org, visible(name.as_str()));
            facts.some_text("address", address.as_ref());
        }
        Event::NoticeSent {
            persons,
            document_no,
            on,
        } => {
            for person in persons {
                facts.person("person", *person);
            }
            facts.text("document", document_no);
            facts.words("on", on.to_string());
        }
        Event::PlaceRegistered { place } | Event::PlaceChanged { place } => {
            facts.named("place", place.id, visible(place.name.as_str()))
        }
        Event::CarrierRegistered { carrier } => {
            facts.named(
                "carrier",
                carrier.id,
                words::carrier_type(carrier.carrier_type).to_owned(),
            );
            facts.some_text("serial", carrier.serial.as_ref());
        }
        Event::TrainingRecorded { persons, training } => {
            for person in persons {
                facts.person("person", *person);
            }
            facts.text("content", &training.content);
            facts.some_text("understanding", training.understanding.as_ref());
            facts.words("valid_until", training.valid_until.to_string());
        }
        _ => {}
    }
}

/// Receipt, storage, use, copies, keys, incidents, forms, refusals.
fn keeping(facts: &mut Facts<'_>, event: &Event) {
    match event {
        Event::AssetReceived {
            asset, instance, ..
        } => {
            facts.named("asset", asset.id, visible(asset.title.as_str()));
            facts.instance(instance);
            facts.text("received_from", &asset.received_from);
        }
        Event::SourceRemoved { instance, files } => {
            facts.number("instance", instance);
            facts.words("files", files.to_string());
        }
        Event::InstanceTaken {
            instance,
            place,
            purpose,
        } => {
            facts.number("instance", instance);
            facts.place("place", *place);
            facts.text("purpose", purpose);
        }
        Event::InstanceStored { instance, place } => {
            facts.number("instance", instance);
            facts.place("place", *place);
        }
        Event::InstanceOpened {
            instance,
            purpose,
            software,
        } => {
            facts.instance(instance);
            facts.text("purpose", purpose);
            facts.some_text("software", software.as_ref());
            if let Some(expires) = instance.expires {
                facts.words("expires", expires.to_string());
            }
        }
        Event::InstanceClosed {
            instance,
            method,
            overwritten,
        } => {
            facts.number("instance", instance);
            facts.text("method", method);
            if !overwritten {
                facts.words("remark", "領域の上書きは確認していない");
            }
        }
        Event::InstanceCopied {
            instance,
            uses,
            intake,
        } => {
            facts.instance(instance);
            uses.iter().for_each(|id| facts.permission(*id));
            facts.some_text("intake", intake.as_ref());
        }
        Event::IncidentOpened { incident, found } => {
            facts.named("incident", incident.id, incident.kind.word().to_owned());
            facts.instances("instance", &incident.instances);
            facts.some_text("place", incident.place.as_ref());
            facts.some_text("circumstances", incident.circumstances.as_ref());
            if let Some(found) = found {
                facts.instance(found);
                if let Some(same) = found.particulars.same_as {
                    facts.number("same_as", same);
                }
            }
        }
        Event::IncidentReported {
            incident,
            report,
            learned,
            remark,
        } => {
            facts.number("incident", incident);
            facts.words("stage", report.stage().word().to_owned());
            facts.some_text("place", learned.place.as_ref());
            facts.some_text("circumstances", learned.circumstances.as_ref());
            facts.some_text("remark", remark.as_ref());
        }
        Event::InstanceFound {
            instance,
            incident,
            place,
            finder,
        } => {
            facts.number("instance", instance);
            facts.number("incident", incident);
            facts.text("place", place);
            facts.person("finder", *finder);
        }
        Event::AccessGranted { instance, person } => {
            facts.number("instance", instance);
            facts.person("person", *person);
        }
        Event::AccessEnded {
            instance,
            holder,
            how,
        } => {
            facts.number("instance", instance);
            match holder.as_str().parse() {
                Ok(person) => facts.person("holder", person),
                Err(_) => facts.text("holder", holder),
            }
            facts.text("how", how);
        }
        Event::FormIssued {
            form,
            document_no,
            edition,
            about,
            ..
        } => {
            facts.text("form", form);
            facts.text("document_no", document_no);
            facts.words("edition", edition.to_string());
            about.iter().for_each(|about| facts.text("about", about));
        }
        Event::Refused(refused) => {
            facts.text("act", &refused.act);
            refused
                .about
                .iter()
                .for_each(|about| facts.text("about", about));
            facts.words("rule", refused.rule.code());
            if let Some(article) = &refused.article {
                facts.words("article", article.label());
            }
            for (key, value) in &refused.details {
                facts.words("detail", format!("{}＝{}", visible(key), visible(value)));
            }
        }
        _ => {}
    }
}

/// Requests, permissions and journeys.
fn journey(facts: &mut Facts<'_>, event: &Event) {
    let number = |facts: &mut Facts<'_>, id: &JourneyId| facts.number("journey", id);
    match event {
        Event::RequestSent { request, journey } | Event::RequestDrafted { request, journey } => {
            facts.named(
                "request",
                request.id,
                words::subject(request.grant.subject()).to_owned(),
            );
            facts.instances("instance", &request.scope.instances);
            facts.text("reason", &request.reason);
            if let Some(journey) = journey {
                number(facts, &journey.id);
            }
        }
        Event::JourneyPlanned { journey } => {
            number(facts, &journey.id);
            facts.words("purpose", words::journey_purpose(journey.purpose));
            facts.instances("instance", &journey.instances);
            facts.place("to", journey.to);
        }
        Event::PermissionRegistered { permission, .. } => {
            facts.permission(permission.id);
            facts.words("subject", words::subject(permission.grant.subject()));
            facts.words("trust", permission.trust().words());
            facts.person("decided_by", permission.decided_by);
            if let Some(request) = permission.request {
                facts.number("request", request);
            }
        }
        Event::InstructionRegistered { instruction } => {
            facts.text("instruction", &instruction.text);
            facts.person("decided_by", instruction.decided_by);
            facts.words("trust", instruction.trust.words());
            if let Some(due) = instruction.due {
                facts.words("due", due.to_string());
            }
        }
        Event::InstructionAnswered {
            instruction,
            answer,
            ..
        } => {
            facts.number("record", instruction.0);
            facts.text("answer", answer);
        }
        Event::RequestWithdrawn { request, reason } => {
            facts.number("request", request);
            facts.some_text("reason", reason.as_ref());
        }
        Event::PermissionRevoked {
            permission,
            revoked_by,
            revoked_at,
            reason,
            ..
        } => {
            facts.permission(*permission);
            facts.person("decided_by", *revoked_by);
            facts.words("revoked_at", revoked_at.to_string());
            facts.some_text("reason", reason.as_ref());
        }
        Event::PermissionChecked { permission, trust } => {
            facts.permission(*permission);
            facts.words("trust", trust.words());
        }
        Event::RequestDeclined {
            request,
            decided_by,
            reason,
            ..
        } => {
            facts.number("request", request);
            facts.person("decided_by", *decided_by);
            facts.some_text("reason", reason.as_ref());
        }
        Event::Briefed { journey, briefing } => {
            number(facts, journey);
            facts.person("person", briefing.person);
            if let Some(by) = briefing.explained_by {
                facts.person("explained_by", by);
            }
        }
        Event::CarriedOut {
            journey,
            packages,
            moved,
            carrier,
            holder,
            seal,
            permission,
            ..
        } => {
            number(facts, journey);
            packages
                .iter()
                .for_each(|package| facts.number("instance", package.id));
            facts.instances("instance", moved);
            facts.carrier(*carrier);
            facts.person("holder", *holder);
            if let Some(permission) = permission {
                facts.permission(*permission);
            }
            facts.seal(seal);
        }
        Event::Arrived {
            journey,
            place,
            seal,
            late,
        } => {
            number(facts, journey);
            facts.place("place", *place);
            facts.seal(seal);
            if *late {
                facts.words("remark", "期限切れ到着");
            }
        }
        Event::CameBack {
            journey,
            instances,
            place,
            seal,
            stayed,
        } => {
            number(facts, journey);
            facts.instances("instance", instances);
            facts.place("place", *place);
            facts.seal(seal);
            facts.instances("stayed", stayed);
        }
        _ => {}
    }
}

/// Return and destruction.
fn ending(facts: &mut Facts<'_>, event: &Event) {
    match event {
        Event::ReturnMade {
            instances,
            to,
            whole,
            remaining,
            ..
        } => {
            facts.instances("instance", instances);
            facts.person("to", *to);
            facts.words("extent", if *whole { "全部" } else { "一部" });
            facts.instances("remaining", remaining);
        }
        Event::ReturnReceived {
            instances,
            by,
            received_at,
            returned_in,
            document,
            ..
        } => {
            facts.instances("instance", instances);
            facts.person("received_by", *by);
            facts.words("received_at", received_at.to_string());
            facts.number("return", returned_in);
            facts.words("document", words::document_form(document.form).to_owned());
        }
        Event::ReturnRejected {
            instances,
            reason,
            place,
            ..
        } => {
            facts.instances("instance", instances);
            facts.some_text("reason", reason.as_ref());
            facts.place("place", *place);
        }
        Event::ObjectsRemoved { instances, keys } => {
            facts.instances("instance", instances);
            facts.words("keys", keys.to_string());
        }
        Event::DestructionPlanned { instances, plan } => {
            facts.instances("instance", instances);
            facts.plan(plan);
        }
        Event::Sanitised { items, destruction } => {
            facts.serials(items);
            facts.destruction(destruction);
        }
        Event::Released {
            items,
            org,
            received_by,
            seal_no,
            witness,
            permission,
            ..
        } => {
            facts.serials(items);
            facts.words("to", naming::organisation(facts.register, *org));
            facts.text("received_by", received_by);
            facts.some_text("seal_no", seal_no.as_ref());
            facts.person("witness", *witness);
            permission.iter().for_each(|id| facts.permission(*id));
        }
        Event::DestructionPlanCancelled { instances, place } => {
            facts.instances("instance", instances);
            facts.place("place", *place);
        }
        Event::DestructionBegun {
            instance,
            destruction,
        }
        | Event::Destroyed {
            instance,
            destruction,
            ..
        } => {
            facts.number("instance", instance);
            facts.destruction(destruction);
        }
        _ => {}
    }
}
