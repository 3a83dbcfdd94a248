//! A form while it is being filled in: head and foot, what is missing, what it rests on.

use super::{
    Blank, Body, Built, Column, Context, Foot, Form, MissingField, Number, Row, Section, Signature,
    TRANSCRIPT, Unavailable, Value,
};
use crate::record::calendar::wareki_date_plain;
use crate::record::{
    AssetId, CarrierId, Contract, Event, Guard, Instance, InstanceId, InstanceKind, OrgKind,
    Organisation, Permission, PermissionId, Person, PersonId, PlaceId, Record, Register, Role, Seq,
    StateName, Subject, Text,
};
use crate::report::{naming, visible};
use std::collections::BTreeSet;

/// What is printed where nothing is on record.
const NOT_ON_RECORD: &str = "（記録なし）";

pub(super) struct Sheet<'a> {
    pub(super) register: &'a Register,
    pub(super) context: &'a Context<'a>,
    pub(super) contract: &'a Contract,
    number: Number,
    sections: Vec<Section>,
    signatures: Vec<Signature>,
    missing: Vec<MissingField>,
    instances: Vec<InstanceId>,
    persons: Vec<PersonId>,
    storages: Vec<PlaceId>,
    texts: Vec<String>,
    records: BTreeSet<Seq>,
    approvals: Vec<String>,
    whole: bool,
    unsettled: Vec<String>,
    subject: Option<Subject>,
    decided_by: Option<PersonId>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        number: Number,
        register: &'a Register,
        context: &'a Context<'a>,
    ) -> Result<Self, Unavailable> {
        let contract = register.contract.as_ref().ok_or(Unavailable::NoContract)?;
        Ok(Self {
            register,
            context,
            contract,
            number,
            sections: Vec::new(),
            signatures: Vec::new(),
            missing: Vec::new(),
            instances: Vec::new(),
            persons: Vec::new(),
            storages: Vec::new(),
            texts: Vec::new(),
            records: BTreeSet::new(),
            approvals: Vec::new(),
            whole: false,
            unsettled: Vec::new(),
            subject: None,
            decided_by: None,
        })
    }

    // What it rests on.

    /// The instance is what the form is about.
    pub(super) fn covers(&mut self, id: InstanceId) {
        if !self.instances.contains(&id) {
            self.instances.push(id);
        }
    }

    /// The person acts, so that staff list and training matter.
    pub(super) fn acts(&mut self, id: PersonId) {
        if !self.persons.contains(&id) {
            self.persons.push(id);
        }
    }

    /// The form says that assets are kept there.
    pub(super) fn keeps_in(&mut self, place: PlaceId) {
        self.storages.push(place);
    }

    /// The form claims to cover everything of its assets.
    pub(super) fn claims_whole(&mut self, whole: bool) {
        self.whole = whole;
    }

    /// This is not settled yet.
    pub(super) fn unsettled(&mut self, number: String) {
        self.unsettled.push(number);
    }

    /// The addressee is whoever of 甲 decides on this.
    pub(super) fn addressed_for(&mut self, subject: Subject) {
        self.subject = Some(subject);
    }

    /// 甲's issuer of a decision or a receipt, once the note is there.
    pub(super) fn decided_by(&mut self, person: PersonId) {
        self.decided_by = Some(person);
    }

    pub(super) fn source(&mut self, seq: Seq) {
        self.records.insert(seq);
    }

    /// The permission is what the form rests on.
    pub(super) fn rests_on(&mut self, permission: &Permission) {
        self.source(permission.registered_in);
        let words = naming::permission_with_basis(self.register, permission);
        if !self.approvals.contains(&words) {
            self.approvals.push(words);
        }
    }

    /// 承認番号・根拠 of a destruction. Without one it is a gap, unless the profile asks for none.
    pub(super) fn destroy_approval(&mut self, permission: Option<PermissionId>) -> Value {
        match permission.and_then(|id| self.register.permissions.get(&id)) {
            Some(permission) => {
                self.rests_on(permission);
                Value::of(naming::permission_with_basis(self.register, permission))
            }
            None if permission.is_none()
                && !self.contract.profile.is_on(Guard::DestroyApproval) =>
            {
                Value::none()
            }
            None => self.required(MissingField::Approval, None),
        }
    }

    /// The record of that number, if the caller gave it; it becomes a source.
    pub(super) fn record(&mut self, seq: Seq) -> Option<&'a Record> {
        let record = self
            .context
            .records
            .iter()
            .find(|record| record.seq == seq)?;
        self.source(seq);
        Some(record)
    }

    /// The latest record that `wanted` says yes to; it becomes a source.
    pub(super) fn last_record(&mut self, wanted: impl Fn(&Event) -> bool) -> Option<&'a Record> {
        let record = self
            .context
            .records
            .iter()
            .rev()
            .find(|record| wanted(&record.event))?;
        self.source(record.seq);
        Some(record)
    }

    // Values.

    /// Text that people wrote: shown visibly, and held against the forbidden words.
    pub(super) fn free(&mut self, text: &Text) -> String {
        self.texts.push(text.as_str().to_owned());
        visible(text.as_str())
    }

    /// Words of people that are made visible already: held against the forbidden words.
    pub(super) fn written(&mut self, text: &str) {
        self.texts.push(text.to_owned());
    }

    /// The same, on a paper that may not be held back: what has a forbidden word in it is left out, `instead` stands there.
    pub(super) fn free_unless_forbidden(&mut self, text: &Text, instead: &str) -> String {
        if crate::rules::wording::forbidden(text.as_str()).is_some() {
            return instead.to_owned();
        }
        self.free(text)
    }

    /// The value, or a gap that the caller reports.
    pub(super) fn required(&mut self, field: MissingField, value: Option<Value>) -> Value {
        value.unwrap_or_else(|| {
            if !self.missing.contains(&field) {
                self.missing.push(field);
            }
            Value::of(NOT_ON_RECORD)
        })
    }

    /// One line each, or a gap where there is none.
    pub(super) fn required_lines(&mut self, field: MissingField, lines: Vec<String>) -> Value {
        let value = (!lines.is_empty()).then(|| Value::lines(lines));
        self.required(field, value)
    }

    pub(super) fn title(&mut self, asset: AssetId) -> String {
        let title = self.register.assets.get(&asset).map(|asset| &asset.title);
        title.map(|title| self.free(title)).unwrap_or_default()
    }

    pub(super) fn instance(&self, id: InstanceId) -> Result<&'a Instance, Unavailable> {
        self.register
            .instances
            .get(&id)
            .ok_or_else(|| Unavailable::Unknown(id.to_string()))
    }

    pub(super) fn person(&self, id: PersonId) -> String {
        naming::person(self.register, id)
    }

    /// 「税務課主任　田中 一郎」.
    pub(super) fn person_with_post(&self, id: PersonId) -> String {
        naming::person_with_post(self.register, id, self.context.now.date())
    }

    // Sections.

    fn section(&mut self, heading: &str, body: Body) {
        let heading = (!heading.is_empty()).then(|| heading.to_owned());
        self.sections.push(Section { heading, body });
    }

    pub(super) fn rows(&mut self, heading: &str, rows: Vec<Row>) {
        self.section(heading, Body::Rows { rows });
    }

    pub(super) fn table(&mut self, heading: &str, columns: Vec<Column>, rows: Vec<Vec<Value>>) {
        self.section(heading, Body::Table { columns, rows });
    }

    /// 「なし」 where a table would have no row.
    pub(super) fn nothing(&mut self, heading: &str, label: &str) {
        self.rows(heading, vec![Row::new("none", label, Value::none())]);
    }

    pub(super) fn blanks(&mut self, heading: &str, blanks: Vec<Blank>) {
        self.section(heading, Body::Blanks { blanks });
    }

    pub(super) fn statement(&mut self, text: impl Into<String>) {
        self.section("", Body::Statement { text: text.into() });
    }

    pub(super) fn notes(&mut self, notes: Vec<String>) {
        if !notes.is_empty() {
            self.section("", Body::Notes { notes });
        }
    }

    /// 対象: number, kind, name, quantity, medium.
    pub(super) fn items(&mut self, heading: &str, ids: &[InstanceId]) -> Result<(), Unavailable> {
        let columns = vec![
            Column::new("id", "管理番号", 14),
            Column::new("kind", "種類", 18),
            Column::new("title", "名称", 25),
            Column::new("quantity", "数量", 13),
            Column::new("carrier", "媒体・製造番号", 30),
        ];
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let instance = self.instance(*id)?;
            self.covers(*id);
            self.source(instance.created_in);
            rows.push(vec![
                Value::of(id.to_string()),
                Value::of(instance.kind.word()),
                Value::of(self.title(id.asset)),
                Value::of(instance.quantity.to_string()),
                self.carrier_in_lines(instance),
            ]);
        }
        self.table(heading, columns, rows);
        Ok(())
    }

    /// 媒体・製造番号 as [`carrier`](Self::carrier) has it, on two lines.
    fn carrier_in_lines(&mut self, instance: &Instance) -> Value {
        self.carrier(instance);
        self.medium(instance.carrier)
    }

    /// A medium and its 製造番号 on two lines, for a narrow column: neither number is broken.
    pub(super) fn medium(&self, id: CarrierId) -> Value {
        let serial = self.register.carriers.get(&id).and_then(naming::serial);
        let serial = serial.map(|serial| format!("製造番号 {serial}"));
        Value::lines(std::iter::once(naming::carrier(self.register, id)).chain(serial))
    }

    /// 媒体・製造番号; a medium that has a serial number must show it.
    pub(super) fn carrier(&mut self, instance: &Instance) -> Value {
        let carrier = self.register.carriers.get(&instance.carrier);
        if carrier
            .is_some_and(|carrier| carrier.carrier_type.has_serial() && carrier.serial.is_none())
        {
            self.required(MissingField::Serial, None);
        }
        Value::of(naming::carrier_with_serial(self.register, instance.carrier))
    }

    /// What is still open of the same assets besides these: 原本・複製物等 and working copies. What was handed back
    /// only waits for its receipt.
    pub(super) fn open_besides(&self, ids: &[InstanceId]) -> Vec<&'a Instance> {
        let assets: BTreeSet<AssetId> = ids.iter().map(|id| id.asset).collect();
        assets
            .into_iter()
            .flat_map(|asset| self.register.instances_of(asset))
            .filter(|it| {
                it.state().is_open()
                    && it.state() != StateName::ReturnPending
                    && !ids.contains(&it.id)
            })
            .collect()
    }

    /// The table of what is still open besides what the form covers.
    pub(super) fn remaining(&mut self, heading: &str) {
        let open = self.open_besides(&self.instances);
        if open.is_empty() {
            self.rows(
                heading,
                vec![Row::new("remaining", "残っているもの", Value::none())],
            );
            return;
        }
        let columns = vec![
            Column::new("id", "管理番号", 16),
            Column::new("kind", "種類", 22),
            Column::new("state", "状態", 18),
            Column::new("place", "保管場所", 22),
            Column::new("holder", "保持者", 22),
        ];
        let rows = open
            .iter()
            .map(|it| {
                vec![
                    Value::of(it.id.to_string()),
                    Value::of(it.kind.word()),
                    Value::of(it.state().word()),
                    Value::of(naming::whereabouts(self.register, it)),
                    Value::of(naming::keeper(self.register, it)),
                ]
            })
            .collect();
        self.table(heading, columns, rows);
    }

    // Signatures.

    pub(super) fn signed_by(&mut self, role: &str, person: Option<PersonId>) {
        let name = person.map(|person| self.person(person));
        self.signatures.push(Signature {
            role: role.to_owned(),
            name,
        });
    }

    /// The same, of somebody who need not be on the list.
    pub(super) fn signed_as(&mut self, role: &str, name: &str) {
        self.signatures.push(Signature {
            role: role.to_owned(),
            name: Some(name.to_owned()),
        });
    }

    pub(super) fn signed_by_manager(&mut self) {
        let manager = self.manager().map(|person| person.id);
        self.signed_by("責任者", manager);
    }

    pub(super) fn signed_by_supervisor(&mut self) {
        let today = self.context.now.date();
        let supervisor = self
            .register
            .people
            .values()
            .find(|person| person.has_role(Role::Supervisor, today));
        self.signed_by("監督者", supervisor.map(|person| person.id));
    }

    fn manager(&self) -> Option<&'a Person> {
        let today = self.context.now.date();
        self.register
            .people
            .values()
            .find(|person| person.has_role(Role::Manager, today))
    }

    // Head and foot.

    pub(super) fn finish(mut self) -> Built {
        let manager = self.manager().map(|person| visible(person.name.as_str()));
        let manager_value = self.required(MissingField::Manager, manager.map(Value::of));
        let by_client = self.number.is_by_client();
        let addressee = if by_client {
            format!(
                "{}　責任者　{}様",
                visible(self.contract.contractor_name.as_str()),
                manager_value.text
            )
        } else {
            self.client()
        };
        let issuer = if by_client {
            self.issued_by_client()
        } else {
            self.issued_by_contractor(manager_value)
        };
        let context = self.context;
        let form = Form {
            number: self.number,
            title: self.number.title().to_owned(),
            document_no: None,
            edition: 1,
            draft: true,
            issued: context.now,
            orientation: self.number.orientation(),
            addressee,
            issuer,
            contract: self.contract_rows(),
            basis: self.number.basis(&self.contract.profile, self.subject),
            sections: self.sections,
            signatures: if self.contract.profile.seal_boxes {
                self.signatures
            } else {
                Vec::new()
            },
            foot: Foot {
                ledger: context.ledger.clone(),
                root_short: context.ledger.root_short(),
                records: self.records.into_iter().collect(),
                approvals: self.approvals,
                sentence: TRANSCRIPT.to_owned(),
            },
        };
        Built {
            form,
            missing: self.missing,
            instances: self.instances,
            persons: self.persons,
            storages: self.storages,
            whole: self.whole,
            unsettled: self.unsettled,
            texts: self.texts,
        }
    }

    /// 「税務課長様」, else the office 御中.
    fn client(&self) -> String {
        let today = self.context.now.date();
        let decides = |person: &&Person| {
            let subjects = self
                .subject
                .map_or(Subject::ALL.to_vec(), |subject| vec![subject]);
            let authority = person.authority.as_ref();
            subjects.iter().any(|subject| {
                authority.is_some_and(|authority| authority.decides(*subject, today))
            })
        };
        let approver = self
            .register
            .people
            .values()
            .find(decides)
            .and_then(|person| person.authority.as_ref());
        match approver {
            Some(authority) => format!("{}様", visible(authority.post().as_str())),
            None => format!("{}　御中", visible(self.contract.client_office.as_str())),
        }
    }

    fn issued_by_contractor(&self, manager: Value) -> Vec<Row> {
        let mut rows = Vec::new();
        if let Some(address) = self.contractor().and_then(|org| org.address.as_ref()) {
            rows.push(Row::new(
                "address",
                "所在地",
                Value::of(visible(address.as_str())),
            ));
        }
        let name = visible(self.contract.contractor_name.as_str());
        rows.push(Row::new("name", "名称", Value::of(name)));
        rows.push(Row::new("manager", "責任者", manager));
        rows
    }

    fn issued_by_client(&self) -> Vec<Row> {
        let office = visible(self.contract.client_office.as_str());
        // Who decides is written by hand until 甲's signed note says it.
        let person = self
            .decided_by
            .map(|person| self.person_with_post(person))
            .unwrap_or_default();
        vec![
            Row::new("office", "所属", Value::of(office)),
            Row::new("person", "職・氏名", Value::of(person)),
        ]
    }

    fn contractor(&self) -> Option<&'a Organisation> {
        self.register
            .organisations
            .values()
            .find(|org| org.kind == OrgKind::Contractor)
    }

    fn contract_rows(&self) -> Vec<Row> {
        let term = self.contract.term;
        let words = format!(
            "{}から{}まで",
            wareki_date_plain(term.from),
            wareki_date_plain(term.until)
        );
        let iso = Some(format!("{}/{}", term.from, term.until));
        vec![
            Row::new(
                "number",
                "契約番号",
                Value::of(visible(self.contract.number.as_str())),
            ),
            Row::new(
                "title",
                "件名",
                Value::of(visible(self.contract.title.as_str())),
            ),
            Row::new("term", "期間", Value { text: words, iso }),
        ]
    }
}

/// Working copies end with what they were opened from; the forms count the rest.
pub(super) fn counts(instance: &Instance) -> bool {
    instance.kind != InstanceKind::WorkingCopy
}
