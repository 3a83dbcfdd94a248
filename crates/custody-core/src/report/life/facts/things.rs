//! The facts of 印刷, 封緘, 分割, 不要, 引継ぎ, 送信, 点検, 棚卸, 訂正 and 登録取消.

use super::Facts;
use crate::record::{Corrected, Event};
use crate::report::naming;

pub(super) fn of(facts: &mut Facts<'_>, event: &Event) {
    match event {
        Event::InstancePrinted {
            printouts,
            paper,
            sheets,
            uses,
        } => {
            if let Some(parent) = printouts.first().and_then(|p| p.parent) {
                facts.number("parent", parent);
            }
            for printout in printouts {
                facts.number("instance", printout.id);
            }
            facts.carrier(paper.id);
            facts.words("quantity", format!("{}部、各{sheets}枚", printouts.len()));
            uses.iter().for_each(|id| facts.permission(*id));
        }
        Event::InstanceSealed {
            instance,
            content,
            algorithm,
            key_holders,
            ..
        } => {
            facts.number("instance", instance);
            if let Some(object) = &content.object {
                facts.text("package", &object.package);
            }
            facts.text("algorithm", algorithm);
            for holder in key_holders {
                match holder.as_str().parse() {
                    Ok(person) => facts.person("holder", person),
                    Err(_) => facts.text("holder", holder),
                }
            }
        }
        Event::InstanceSplit {
            instance,
            remains,
            siblings,
        } => {
            facts.number("instance", instance);
            facts.words("quantity", remains.to_string());
            for sibling in siblings {
                facts.named(
                    "sibling",
                    sibling.id,
                    format!("{} {}", sibling.id, sibling.quantity),
                );
            }
        }
        Event::BecameUnneeded {
            instance,
            needed_until,
            reason,
        } => {
            facts.number("instance", instance);
            facts.words("needed_until", needed_until.to_string());
            facts.some_text("reason", reason.as_ref());
        }
        Event::HandedOver { .. } | Event::Transmitted { .. } => moving(facts, event),
        _ => checking(facts, event),
    }
}

fn moving(facts: &mut Facts<'_>, event: &Event) {
    match event {
        Event::HandedOver {
            instances,
            from,
            to,
            accepted_by,
            journey,
            seal,
            ..
        } => {
            facts.instances("instance", instances);
            facts.person("from", *from);
            facts.person("to", *to);
            facts.person("accepted_by", *accepted_by);
            journey.iter().for_each(|id| facts.number("journey", id));
            facts.seal(seal);
        }
        Event::Transmitted {
            journey,
            packages,
            carrier,
            holder,
            channel,
            recipient,
            permission,
            ..
        } => {
            facts.number("journey", journey);
            packages
                .iter()
                .for_each(|package| facts.number("instance", package.id));
            facts.carrier(*carrier);
            facts.person("holder", *holder);
            facts.text("channel", channel);
            facts.text("recipient", recipient);
            permission.iter().for_each(|id| facts.permission(*id));
        }
        _ => {}
    }
}

/// What people saw, and what they set right.
fn checking(facts: &mut Facts<'_>, event: &Event) {
    match event {
        Event::Examined {
            instance,
            with,
            place,
            serial,
            package,
            seal_intact,
            follow_up,
            remark,
        } => {
            facts.number("instance", instance);
            facts.person("with", *with);
            facts.place("place", *place);
            facts.words("serial", serial.word());
            facts.words("package", package.word());
            let seal = if *seal_intact {
                "異常なし"
            } else {
                "異常あり"
            };
            facts.words("seal", seal);
            facts.some_text("follow_up", follow_up.as_ref());
            facts.some_text("remark", remark.as_ref());
        }
        Event::InventoryTaken { with, lines } => {
            facts.person("with", *with);
            for line in lines {
                let found = format!("{} {}", line.instance, line.found.word());
                facts.named("instance", line.instance, found);
                facts.some_text("remark", line.remark.as_ref());
            }
        }
        Event::RecordCorrected {
            correction,
            incident,
        } => {
            facts.number("record", correction.record);
            let (old, new) = match &correction.value {
                Corrected::Place { old, new } => (
                    naming::place(facts.register, *old),
                    naming::place(facts.register, *new),
                ),
                value => value.values(),
            };
            facts.words(
                "correction",
                format!("{}：{old}→{new}", correction.value.word()),
            );
            facts.text("reason", &correction.reason);
            facts.person("with", correction.with);
            incident.iter().for_each(|i| facts.number("incident", i.id));
        }
        Event::InstanceVoided {
            instance,
            reason,
            with,
            ..
        } => {
            facts.number("instance", instance);
            facts.text("reason", reason);
            facts.person("with", *with);
        }
        _ => {}
    }
}
