//! The facts of Art. 1, 6–9, 15 and 19: policies, service levels, consultations, software, logs, inspections.

use super::Facts;
use crate::record::Event;

pub(super) fn of(facts: &mut Facts<'_>, event: &Event) {
    match event {
        Event::PolicyRegistered { document } => {
            facts.text("title", &document.title);
            facts.text("version", &document.version);
            facts.words("on", document.received.to_string());
        }
        Event::PolicyAcknowledged {
            persons,
            title,
            version,
            on,
        } => {
            for person in persons {
                facts.person("person", *person);
            }
            facts.text("title", title);
            facts.text("version", version);
            facts.words("on", on.to_string());
        }
        Event::ServiceLevelMeasured { measurement } => {
            facts.text("title", &measurement.name);
            facts.text("value", &measurement.value);
            facts.words("from", measurement.from.to_string());
            facts.words("until", measurement.until.to_string());
            facts.words("met", if measurement.met { "達成" } else { "未達" });
            facts.some_text("remark", measurement.remark.as_ref());
        }
        Event::Consultation { consultation } => {
            facts.words("on", consultation.on.to_string());
            for person in &consultation.persons {
                facts.person("person", *person);
            }
            facts.text("question", &consultation.question);
            facts.text("agreement", &consultation.agreement);
            facts.some_text("effect", consultation.effect.as_ref());
            facts.some_text("document", consultation.document.as_ref());
        }
        Event::SoftwareListed { software } => {
            facts.text("software", &software.name);
            facts.text("version", &software.version);
            facts.words("on", software.updated.to_string());
            if software.banned {
                facts.words("remark", "使用禁止");
            }
        }
        Event::VulnerabilityRecorded {
            software,
            vulnerability,
        } => {
            facts.text("software", software);
            facts.text("vulnerability", &vulnerability.name);
            facts.words("found", vulnerability.found.to_string());
            if let Some(consulted) = vulnerability.consulted {
                facts.words("consulted", consulted.to_string());
            }
            if let Some(handled) = vulnerability.handled {
                facts.words("handled", handled.to_string());
            }
            facts.some_text("measure", vulnerability.measure.as_ref());
        }
        Event::LogImported { log } => {
            facts.text("system", &log.system);
            facts.words("log", log.kind.word());
            facts.words("from", log.from.to_string());
            facts.words("until", log.until.to_string());
            facts.words("entries", log.entries.to_string());
            facts.text("digest", &log.digest);
            facts.text("filed_at", &log.filed_at);
        }
        Event::LogRemoved { import, reason } => {
            facts.number("record", import);
            facts.text("reason", reason);
        }
        Event::LogSubmitted { submission } => {
            if let Some(instruction) = submission.instruction {
                facts.number("instruction", instruction);
            }
            facts.text("document", &submission.document_no);
            facts.words("on", submission.on.to_string());
        }
        Event::InspectionHeld { inspection } => {
            facts.words("on", inspection.on.to_string());
            for person in &inspection.inspectors {
                facts.person("person", *person);
            }
            facts.text("scope", &inspection.scope);
            facts.some_text("findings", inspection.findings.as_ref());
            facts.some_text("remedy", inspection.remedy.as_ref());
            facts.some_text("document", inspection.document.as_ref());
        }
        _ => {}
    }
}
