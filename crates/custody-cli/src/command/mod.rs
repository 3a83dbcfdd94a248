//! The commands, a file each: its options, what it does.
//!
//! To add one: its line in `commands!`, and its texts in `i18n/*/help.ftl`.

mod acceptance;
mod access;
mod approve;
mod arrive;
mod back;
mod beside;
mod brief;
mod carrier;
mod carry;
mod certificate;
mod check;
mod checkpoint;
mod client_document;
mod close;
mod completions;
mod consult;
mod copy;
mod correct;
mod dealings;
mod decline;
pub(crate) mod desk;
mod destroy;
mod disclose;
mod doctor;
mod end_contract;
mod examine;
mod form;
mod give_back;
mod grant;
mod hand_over;
mod import;
mod incident;
mod init;
mod inspect;
mod inspection;
mod instruct;
mod instruction;
mod inventory;
mod key;
mod keygen;
mod list;
mod log;
mod man;
mod open;
mod opened_with;
mod org;
mod pack;
mod paper;
mod person;
mod place;
mod plan_destroy;
mod pledge;
mod plugin;
mod policy;
mod print;
mod profile;
mod provide;
mod readdress;
mod receipt;
mod receive;
mod recipients;
mod release;
mod request;
mod revoke;
mod sanitise;
mod scope;
mod seal;
mod serials;
mod service_level;
mod show;
mod software;
mod split;
mod status;
mod store;
mod sub_report;
mod sub_return;
mod take;
mod tour;
mod training;
mod transmit;
mod trust;
mod ungrant;
mod unneeded;
mod unseal;
mod verify;
mod void;
mod witness;

use crate::cli::Context;
use crate::error::CliError;
use clap::Args;
use std::ffi::OsString;

/// Runs `status` inside a vault; outside one there is nothing to run.
pub(crate) fn first_screen(context: &Context) -> Option<Result<(), CliError>> {
    context
        .vault()
        .is_ok()
        .then(|| status::Status {}.run(context))
}

/// Every command, by its name.
macro_rules! commands {
    ($($name:literal $variant:ident($options:ty),)*) => {
        /// Every command.
        #[derive(Debug, clap::Subcommand)]
        pub(crate) enum Command {
            $(#[command(name = $name)] $variant($options),)*
        }

        impl Command {
            /// The tree with those commands only whose names are among the arguments: the rest would take longer to
            /// describe than most commands take.
            pub(crate) fn named_in(arguments: &[OsString], tree: clap::Command) -> clap::Command {
                let named = |name: &str| arguments.iter().any(|argument| argument == name);
                $(
                    let tree = if named($name) {
                        tree.subcommand(<$options as Args>::augment_args(clap::Command::new($name)))
                    } else {
                        tree
                    };
                )*
                tree
            }

            /// Does it; the answer is printed, an error is worded by the caller.
            pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
                match self {
                    $(Self::$variant(command) => command.run(context),)*
                }
            }
        }
    };
}

commands! {
    "tour" Tour(tour::Tour),
    "keygen" Keygen(keygen::Keygen),
    "key" Key(key::Key),
    "init" Init(init::Init),
    "profile" Profile(profile::Profile),
    "end-contract" EndContract(end_contract::EndContract),
    "person" Person(person::Person),
    "org" Org(org::Org),
    "place" Place(place::Place),
    "carrier" Carrier(carrier::Carrier),
    "training" Training(training::Training),
    "software" Software(software::Software),
    "policy" Policy(policy::Policy),
    "scope" Scope(scope::Scope),
    "service-level" ServiceLevel(service_level::ServiceLevel),
    "consult" Consult(consult::Consult),
    "inspection" Inspection(inspection::Inspection),
    "receive" Receive(receive::Receive),
    "status" Status(status::Status),
    "list" List(list::List),
    "access" Access(access::Access),
    "show" Show(show::Show),
    "log" Log(log::Log),
    "take" Take(take::Take),
    "store" Store(store::Store),
    "open" Open(open::Open),
    "close" Close(close::Close),
    "request" Request(request::Request),
    "approve" Approve(approve::Approve),
    "decline" Decline(decline::Decline),
    "instruct" Instruct(instruct::Instruct),
    "revoke" Revoke(revoke::Revoke),
    "instruction" Instruction(instruction::Instruction),
    "import" Import(import::Import),
    "paper" Paper(paper::Paper),
    "check" Check(check::Check),
    "copy" Copy(copy::Copy),
    "brief" Brief(brief::Brief),
    "carry" Carry(carry::Carry),
    "arrive" Arrive(arrive::Arrive),
    "back" Back(back::Back),
    "return" Return(give_back::Return),
    "receipt" Receipt(receipt::Receipt),
    "plan-destroy" PlanDestroy(plan_destroy::PlanDestroy),
    "sanitise" Sanitise(sanitise::Sanitise),
    "release" Release(release::Release),
    "destroy" Destroy(destroy::Destroy),
    "incident" Incident(incident::Incident),
    "certificate" Certificate(certificate::Certificate),
    "form" Form(form::Form),
    "pledge" Pledge(pledge::Pledge),
    "provide" Provide(provide::Provide),
    "disclose" Disclose(disclose::Disclose),
    "sub-report" SubReport(sub_report::SubReport),
    "sub-return" SubReturn(sub_return::SubReturn),
    "grant" Grant(grant::Grant),
    "ungrant" Ungrant(ungrant::Ungrant),
    "seal" Seal(seal::Seal),
    "unseal" Unseal(unseal::Unseal),
    "readdress" Readdress(readdress::Readdress),
    "inspect" Inspect(inspect::Inspect),
    "verify" Verify(verify::Verify),
    "doctor" Doctor(doctor::Doctor),
    "completions" Completions(completions::Completions),
    "man" Man(man::Man),
    "correct" Correct(correct::Correct),
    "examine" Examine(examine::Examine),
    "hand-over" HandOver(hand_over::HandOver),
    "inventory" Inventory(inventory::Inventory),
    "pack" Pack(pack::Pack),
    "print" Print(print::Print),
    "split" Split(split::Split),
    "transmit" Transmit(transmit::Transmit),
    "unneeded" Unneeded(unneeded::Unneeded),
    "void" Void(void::Void),
    "checkpoint" Checkpoint(checkpoint::CheckpointCommand),
    "witness" Witness(witness::Witness),
    "trust" Trust(trust::Trust),
}
