//! Values of the command line: numbers as people type them, days in any form of `domain.md` §8, codes of the vocabulary.

use crate::wording::{Phrase, date_words, say, text_words};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use custody_core::record::calendar::{self, DateError, DayEdge, Parsed};
use custody_core::record::{
    AssetId, AssetKind, CarrierId, CarrierOwner, CarrierType, Date, DocumentForm, Employment,
    IncidentId, IncidentKind, InstanceId, InstanceKind, JourneyId, Method, Moment, OrgId, OrgKind,
    PermissionId, PersonId, PlaceId, PlaceKind, Protection, Quantity, RequestId, Role, StateName,
    Subject, Supply, Text,
};
use custody_core::report::form::Topic;
use custody_core::rules::{Warning, WarningCode};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// Why a value was not taken, in words; travels through clap to [`super::usage`].
#[derive(Clone, Debug)]
pub(crate) struct Unfit(pub(crate) Phrase);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text(crate::lang::Lang::En))
    }
}

impl std::error::Error for Unfit {}

/// Something on the register, by its number or its name; the register says which name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named<I> {
    /// `L-01`.
    Id(I),
    /// 第1保管庫.
    Name(Text),
}

/// Anything with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    Asset(AssetId),
    Instance(InstanceId),
    Carrier(CarrierId),
    Person(PersonId),
    Organisation(OrgId),
    Place(PlaceId),
    Request(RequestId),
    Permission(PermissionId),
    Journey(JourneyId),
    Incident(IncidentId),
}

pub(crate) fn id<I: FromStr<Err = custody_core::record::id::IdError>>(
    text: &str,
) -> Result<I, Unfit> {
    text.parse()
        .map_err(|error: custody_core::record::id::IdError| {
            Unfit(say!("value-id", expected = error.expected))
        })
}

pub(crate) fn named<I: FromStr<Err = custody_core::record::id::IdError>>(
    text: &str,
) -> Result<Named<I>, Unfit> {
    match text.parse() {
        Ok(id) => Ok(Named::Id(id)),
        Err(_) => self::text(text).map(Named::Name),
    }
}

pub(crate) fn thing(text: &str) -> Result<Thing, Unfit> {
    fn read<I: FromStr>(text: &str, kind: fn(I) -> Thing) -> Option<Thing> {
        text.parse().ok().map(kind)
    }
    read(text, Thing::Instance)
        .or_else(|| read(text, Thing::Asset))
        .or_else(|| read(text, Thing::Carrier))
        .or_else(|| read(text, Thing::Person))
        .or_else(|| read(text, Thing::Organisation))
        .or_else(|| read(text, Thing::Place))
        .or_else(|| read(text, Thing::Request))
        .or_else(|| read(text, Thing::Permission))
        .or_else(|| read(text, Thing::Journey))
        .or_else(|| read(text, Thing::Incident))
        .ok_or_else(|| Unfit(say!("value-thing")))
}

/// What a form is about: anything with a number, or a record by its number.
pub(crate) fn topic(text: &str) -> Result<Topic, Unfit> {
    text.parse().map_err(|_| Unfit(say!("value-topic")))
}

pub(crate) fn text(text: &str) -> Result<Text, Unfit> {
    Text::new(text).map_err(|error| Unfit(text_words(error)))
}

thread_local! {
    /// What was typed past its era's end, as it was counted on; told once the command line is read.
    static CORRECTED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// W16 for each day or time on the command line that went past its era's end.
pub(crate) fn corrected() -> Vec<Warning> {
    let texts = CORRECTED.with(RefCell::take);
    let warning = |about| Warning {
        code: WarningCode::EraCorrected,
        about,
    };
    texts.into_iter().map(warning).collect()
}

fn noted<T: fmt::Display>(
    given: &str,
    read: Result<Parsed<T>, DateError>,
) -> Result<Parsed<T>, Unfit> {
    let parsed = read.map_err(|error| Unfit(date_words(&error)))?;
    if parsed.era_corrected {
        let said = format!("{} → {}", given.trim(), parsed.value);
        CORRECTED.with(|all| all.borrow_mut().insert(said));
    }
    Ok(parsed)
}

pub(crate) fn day(text: &str) -> Result<Parsed<Date>, Unfit> {
    noted(text, calendar::parse_date(text))
}

pub(crate) fn moment(text: &str) -> Result<Parsed<Moment>, Unfit> {
    noted(text, calendar::parse_moment(text))
}

/// A first moment: a bare day begins at 0:00.
pub(crate) fn since(text: &str) -> Result<Parsed<Moment>, Unfit> {
    noted(text, calendar::parse_moment_or_day(text, DayEdge::Start))
}

/// A last moment: a bare day ends 23:59:59.
pub(crate) fn until(text: &str) -> Result<Parsed<Moment>, Unfit> {
    noted(text, calendar::parse_moment_or_day(text, DayEdge::End))
}

pub(crate) fn quantity(text: &str) -> Result<Quantity, Unfit> {
    use custody_core::record::asset::QuantityError as E;
    text.parse().map_err(|error| {
        Unfit(match error {
            E::NotCountable => say!("quantity-not-countable"),
            E::Malformed => say!("quantity-form"),
        })
    })
}

/// `A-0001/1=VALUE`: what was seen of one instance.
pub(crate) fn of_instance<V>(
    text: &str,
    value: fn(&str) -> Result<V, Unfit>,
) -> Result<(InstanceId, V), Unfit> {
    let unfit = || Unfit(say!("value-of-instance"));
    let (instance, seen) = text.split_once(['=', '＝']).ok_or_else(unfit)?;
    Ok((id(instance)?, value(seen)?))
}

pub(crate) fn serial_seen(text: &str) -> Result<(InstanceId, Text), Unfit> {
    of_instance(text, self::text)
}

pub(crate) fn quantity_seen(text: &str) -> Result<(InstanceId, Quantity), Unfit> {
    of_instance(text, quantity)
}

/// One of a list of codes, offered by the shell.
fn coded<T: Clone + Send + Sync + 'static>(
    codes: Vec<(&'static str, T)>,
) -> impl TypedValueParser<Value = T> {
    let names: Vec<&'static str> = codes.iter().map(|(code, _)| *code).collect();
    PossibleValuesParser::new(names).try_map(move |given| {
        codes
            .iter()
            .find(|(code, _)| *code == given)
            .map(|(_, value)| value.clone())
            .ok_or_else(|| Unfit(say!("value-empty")))
    })
}

macro_rules! codes {
    ($($name:ident: $type:ty),* $(,)?) => {
        $(pub(crate) fn $name() -> impl TypedValueParser<Value = $type> {
            coded(<$type>::ALL.into_iter().map(|one| (one.code(), one)).collect())
        })*
    };
    ($name:ident: $type:ty = $($code:literal $value:ident),*) => {
        pub(crate) fn $name() -> impl TypedValueParser<Value = $type> {
            coded(vec![$(($code, <$type>::$value)),*])
        }
    };
}

codes!(
    carrier_type: CarrierType,
    incident_kind: IncidentKind,
    instance_kind: InstanceKind,
    method: Method,
    place_kind: PlaceKind,
    role: Role,
    state: StateName,
    subject: Subject,
);
codes!(asset_kind: AssetKind = "information" Information, "equipment" Equipment, "system_document" SystemDocument);
codes!(document_form: DocumentForm = "paper_original" PaperOriginal, "pdf_official" PdfOfficial, "email" Email, "fax" Fax, "oral" Oral);
codes!(employment: Employment = "direct" Direct, "dispatched" Dispatched, "subcontractor" Subcontractor, "client" Client);
codes!(org_kind: OrgKind = "client" Client, "contractor" Contractor, "subcontractor" Subcontractor, "disposer" Disposer, "transporter" Transporter);
codes!(other_kind: IncidentKind = "unapproved_copy" UnapprovedCopy, "unapproved_removal" UnapprovedRemoval, "unauthorised_access" UnauthorisedAccess, "malware" Malware, "mistaken_destruction" MistakenDestruction, "other" Other);
codes!(loss_kind: IncidentKind = "loss" Loss, "theft" Theft, "misdelivery" Misdelivery);
codes!(owner: CarrierOwner = "client" Client, "contractor" Contractor, "subcontractor" Subcontractor);
codes!(protection: Protection = "none" None, "sealed" Sealed, "external_encryption" ExternalEncryption, "locked_case" LockedCase);
codes!(supply: Supply = "lend" Lend, "disclose" Disclose, "provide" Provide);

/// `yes` or `no`.
pub(crate) fn yes_or_no() -> impl TypedValueParser<Value = bool> {
    coded(vec![("yes", true), ("no", false)])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_number_or_a_name_is_taken_as_people_type_it() {
        assert_eq!(
            named("ｌー１").unwrap(),
            Named::Id(PlaceId::new(1).unwrap())
        );
        assert_eq!(
            named::<PlaceId>("第1 保管庫").unwrap(),
            Named::Name(Text::new("第1 保管庫").unwrap())
        );
        assert!(named::<PlaceId>("　").is_err());
    }

    #[test]
    fn a_thing_is_told_by_its_letter() {
        for (given, expected) in [
            ("a-1", "Asset"),
            ("A-0001の2", "Instance"),
            ("Ｊ１", "Journey"),
            ("i-0003", "Incident"),
            ("H-001", "Person"),
        ] {
            let found = format!("{:?}", thing(given).unwrap());
            assert!(found.starts_with(expected), "{given}: {found}");
        }
        assert!(thing("X-1").is_err());
    }

    #[test]
    fn what_was_seen_names_its_instance() {
        let (instance, serial) = serial_seen("a-1/1=S124").unwrap();
        assert_eq!(
            (instance.to_string().as_str(), serial.as_str()),
            ("A-0001/1", "S124")
        );
        let (_, quantity) = quantity_seen("A-0001/1＝１２０，０００件").unwrap();
        assert_eq!(quantity.to_string(), "120,000件");
        assert!(serial_seen("S124").is_err());
        assert!(quantity_seen("A-0001/1=一式").is_err());
    }
}
