//! Requests to 甲: the record, and the signed note that goes out (contract Art. 13-4, 13-5, 13-2).

use super::acting::Extras;
use super::documents::{ContractFacts, Document as _, Item, PersonFacts, RequestDocument};
use super::{Done, Member, Vault, VaultError};
use crate::note::{NoteText, SignedNote};
use crate::record::{
    Entity, Event, InstanceId, Journey, Moment, Person, Reach, Record, Register, Request,
    RequestId, Subject, Text,
};
use crate::rules::{Act, Asked, NewRequest};
use crate::seal::Sha256Digest;
use crate::store::Store;

/// A request that was recorded, with the note for 甲.
pub struct Requested {
    /// What was recorded.
    pub done: Done,
    /// The note to hand over.
    pub note: SignedNote,
    /// The request.
    pub request: Request,
}

impl<S: Store> Vault<S> {
    /// Records a request and signs the note for 甲.
    ///
    /// # Errors
    /// A refusal, an unknown number.
    pub fn request(
        &mut self,
        member: &Member,
        asked: Asked,
        new: NewRequest,
    ) -> Result<Requested, VaultError> {
        let ask = |text_digest: Option<Text>| Asked {
            act: Act::Request(Box::new(NewRequest {
                text_digest,
                ..new.clone()
            })),
            ..asked.clone()
        };
        self.send(member, &ask)
    }

    /// Sends a draft, and signs the note for 甲.
    ///
    /// # Errors
    /// As [`request`](Self::request); no draft (2).
    pub fn send_draft(
        &mut self,
        member: &Member,
        at: Option<Moment>,
        request: RequestId,
    ) -> Result<Requested, VaultError> {
        let ask = |text_digest: Option<Text>| Asked {
            at,
            ..Asked::now(
                member.id,
                Act::SendRequest {
                    request,
                    text_digest,
                },
            )
        };
        self.send(member, &ask)
    }

    fn send(
        &mut self,
        member: &Member,
        ask: &dyn Fn(Option<Text>) -> Asked,
    ) -> Result<Requested, VaultError> {
        // The text is put together once: 甲 decides on it to the byte, whatever changes on the register meanwhile.
        let planned = self.plan_or_refuse(member, &ask(None))?;
        let (request, journey) = sent(planned.record())?;
        let text = self.request_text(&request, journey.as_ref())?;
        let digest = super::object::text_of(&Sha256Digest::of(text.as_bytes()).to_string())?;
        let done = self.act_with(member, &ask(Some(digest)), |record| {
            // Somebody else took the number meanwhile: the text would name another request.
            let (recorded, _) = sent(record)?;
            if recorded.id != request.id {
                return Err(VaultError::Busy);
            }
            Ok(Extras::default())
        })?;
        let (request, _) = done
            .records
            .first()
            .map_or(Err(VaultError::Internal("no request")), sent)?;
        let note = crate::note::sign(&text, &[&member.signing])?;
        Ok(Requested {
            done,
            note,
            request,
        })
    }

    /// The text that 甲 decides on.
    fn request_text(
        &self,
        request: &Request,
        journey: Option<&Journey>,
    ) -> Result<NoteText, VaultError> {
        let mut reach = Reach::instances(request.scope.instances.iter().copied());
        reach
            .carriers
            .extend(request.scope.carriers.iter().copied());
        reach.requests.insert(request.id);
        let mut register = self.store.known(&reach)?;
        if let Some(journey) = journey {
            register.put(Entity::Journey(Box::new(journey.clone())));
        }
        let document = RequestDocument {
            vault: register.head.vault.clone(),
            request: request.id,
            contract: contract_facts(&register)?,
            from: person_facts(&register, request.by, None)?,
            at: request.at,
            grant: request.grant.clone(),
            scope: request.scope.clone(),
            uses: request.uses,
            reason: request.reason.clone(),
            items: items(&register, &request.scope.instances)?,
            details: super::details::details(&register, request)?,
            client: register
                .people
                .values()
                .filter(|p| p.is_client())
                .map(|p| person(p, Some(request.grant.subject()), request.at.date()))
                .collect(),
        };
        let json = super::journey::to_json(&document)?;
        Ok(NoteText::custody(RequestDocument::KIND, &json)?)
    }
}

/// What a record of a request says.
fn sent(record: &Record) -> Result<(Request, Option<Journey>), VaultError> {
    match &record.event {
        Event::RequestSent { request, journey } => Ok((request.clone(), journey.clone())),
        _ => Err(VaultError::Internal("no request")),
    }
}

/// The contract's facts.
pub(super) fn contract_facts(register: &Register) -> Result<ContractFacts, VaultError> {
    let contract = register
        .contract
        .as_ref()
        .ok_or(VaultError::Missing(super::Lack::Contract))?;
    Ok(ContractFacts {
        number: contract.number.clone(),
        title: contract.title.clone(),
        client_office: contract.client_office.clone(),
        contractor_name: contract.contractor_name.clone(),
    })
}

fn person(person: &Person, subject: Option<Subject>, day: crate::record::Date) -> PersonFacts {
    PersonFacts {
        id: person.id,
        name: person.name.clone(),
        verifier: person.card.as_ref().map(|c| c.verifier.clone()),
        fingerprint: person.card.as_ref().map(|c| c.fingerprint.clone()),
        decides: match (subject, &person.authority) {
            (Some(subject), Some(authority)) => authority.decides(subject, day),
            _ => false,
        },
    }
}

/// A person's facts, by number.
pub(super) fn person_facts(
    register: &Register,
    id: crate::record::PersonId,
    subject: Option<Subject>,
) -> Result<PersonFacts, VaultError> {
    let day = register
        .head
        .last_at
        .map_or(crate::record::Date::MAX, |at| at.date());
    let entry =
        register
            .people
            .get(&id)
            .ok_or(VaultError::Denied(crate::rules::Denied::Unknown(
                id.to_string(),
            )))?;
    Ok(person(entry, subject, day))
}

/// What a document lists of instances.
pub(super) fn items(
    register: &Register,
    instances: &[InstanceId],
) -> Result<Vec<Item>, VaultError> {
    let unknown =
        |id: &InstanceId| VaultError::Denied(crate::rules::Denied::Unknown(id.to_string()));
    let mut items = Vec::with_capacity(instances.len());
    for id in instances {
        let instance = register.instances.get(id).ok_or_else(|| unknown(id))?;
        let asset = register.assets.get(&id.asset).ok_or_else(|| unknown(id))?;
        let carrier = register
            .carriers
            .get(&instance.carrier)
            .ok_or_else(|| unknown(id))?;
        items.push(Item {
            instance: *id,
            title: asset.title.clone(),
            quantity: instance.quantity,
            carrier_type: super::object::text_of(carrier.carrier_type.code())?,
            serial: carrier.serial.clone(),
            digest: instance
                .content
                .as_ref()
                .and_then(|c| c.object.as_ref())
                .map(|o| o.digest.clone()),
        });
    }
    Ok(items)
}
