//! The facts of 提供, 再委託先返却, and of the notices, pledges and checks of Art. 12 and 14.

use super::Facts;
use crate::record::{Event, OrgId, Pledge};
use crate::report::naming;

pub(super) fn of(facts: &mut Facts<'_>, event: &Event) {
    match event {
        Event::SubStaffNotified { org, notice } => {
            organisation(facts, *org);
            for person in &notice.persons {
                facts.person("person", *person);
            }
            facts.words("on", notice.on.to_string());
            facts.some_text("document", notice.document.as_ref());
        }
        Event::SubPledged { org, pledge } => {
            organisation(facts, *org);
            pledged(facts, pledge);
        }
        Event::PledgeRecorded { persons, pledge } => {
            for person in persons {
                facts.person("person", *person);
            }
            pledged(facts, pledge);
        }
        Event::SubInspected { org, check } => {
            organisation(facts, *org);
            facts.words("on", check.on.to_string());
            facts.person("done_by", check.by);
            facts.words("counted", check.counted.to_string());
            facts.some_text("findings", check.findings.as_ref());
            facts.some_text("remedy", check.remedy.as_ref());
        }
        Event::Provided {
            instances,
            org,
            place,
            accepted_by,
            seal,
            seal_no,
            uses,
            ..
        } => {
            facts.instances("instance", instances);
            organisation(facts, *org);
            facts.place("place", *place);
            facts.person("received_by", *accepted_by);
            facts.seal(seal);
            facts.some_text("seal_no", seal_no.as_ref());
            uses.iter().for_each(|id| facts.permission(*id));
        }
        Event::Disclosed {
            instances,
            to,
            items,
            uses,
            ..
        } => {
            facts.instances("instance", instances);
            facts.text("to", to);
            facts.text("items", items);
            uses.iter().for_each(|id| facts.permission(*id));
        }
        Event::SubReported {
            org,
            count,
            made,
            ended,
            method,
            uses,
        } => {
            organisation(facts, *org);
            facts.words("counted", count.counted.to_string());
            for holding in made {
                facts.instances("made", &[holding.id]);
            }
            facts.instances("instance", ended);
            if let Some(method) = method {
                facts.words("method", method.word().to_owned());
            }
            uses.iter().for_each(|id| facts.permission(*id));
        }
        Event::SubReturned {
            instances,
            org,
            place,
            seal,
            remaining,
        } => {
            facts.instances("instance", instances);
            organisation(facts, *org);
            facts.place("place", *place);
            facts.seal(seal);
            facts.instances("remaining", remaining);
        }
        _ => {}
    }
}

fn organisation(facts: &mut Facts<'_>, org: OrgId) {
    facts.named(
        "organisation",
        org,
        naming::organisation(facts.register, org),
    );
}

fn pledged(facts: &mut Facts<'_>, pledge: &Pledge) {
    facts.words("on", pledge.on.to_string());
    facts.text("terms", &pledge.terms);
    facts.some_text("document", pledge.document.as_ref());
}
