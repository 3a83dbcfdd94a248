//! The commands, a file each: its options, what it does.
//!
//! To add one: its line in [`Command`], its arm in [`Command::run`], and its texts in `i18n/*/help.ftl`.

mod approve;
mod arrive;
mod back;
mod beside;
mod brief;
mod carrier;
mod carry;
mod certificate;
mod check;
mod close;
mod completions;
mod copy;
mod correct;
mod decline;
pub(crate) mod desk;
mod destroy;
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
mod seal;
mod serials;
mod show;
mod split;
mod status;
mod store;
mod sub_return;
mod take;
mod tour;
mod training;
mod transmit;
mod ungrant;
mod unneeded;
mod unseal;
mod verify;
mod void;

use crate::cli::Context;
use crate::error::CliError;

/// Runs `status` inside a vault; outside one there is nothing to run.
pub(crate) fn first_screen(context: &Context) -> Option<Result<(), CliError>> {
    context
        .vault()
        .is_ok()
        .then(|| status::Status {}.run(context))
}

/// Every command.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Tour(tour::Tour),
    Keygen(keygen::Keygen),
    Key(key::Key),
    Init(init::Init),
    Profile(profile::Profile),
    EndContract(end_contract::EndContract),
    Person(person::Person),
    Org(org::Org),
    Place(place::Place),
    Carrier(carrier::Carrier),
    Training(training::Training),
    Pledge(pledge::Pledge),
    Receive(receive::Receive),
    Status(status::Status),
    List(list::List),
    Show(show::Show),
    Log(log::Log),
    Take(take::Take),
    Store(store::Store),
    Open(open::Open),
    Close(close::Close),
    Request(request::Request),
    Approve(approve::Approve),
    Decline(decline::Decline),
    Instruct(instruct::Instruct),
    Revoke(revoke::Revoke),
    Instruction(instruction::Instruction),
    Import(import::Import),
    Paper(paper::Paper),
    Check(check::Check),
    Copy(copy::Copy),
    Brief(brief::Brief),
    Carry(carry::Carry),
    Arrive(arrive::Arrive),
    Back(back::Back),
    Return(give_back::Return),
    Receipt(receipt::Receipt),
    PlanDestroy(plan_destroy::PlanDestroy),
    Sanitise(sanitise::Sanitise),
    Release(release::Release),
    Provide(provide::Provide),
    SubReturn(sub_return::SubReturn),
    Destroy(destroy::Destroy),
    Incident(incident::Incident),
    Certificate(certificate::Certificate),
    Form(form::Form),
    Grant(grant::Grant),
    Ungrant(ungrant::Ungrant),
    Seal(seal::Seal),
    Unseal(unseal::Unseal),
    Readdress(readdress::Readdress),
    Inspect(inspect::Inspect),
    Verify(verify::Verify),
    Doctor(doctor::Doctor),
    Completions(completions::Completions),
    Man(man::Man),
    Correct(correct::Correct),
    Examine(examine::Examine),
    HandOver(hand_over::HandOver),
    Inventory(inventory::Inventory),
    Pack(pack::Pack),
    Print(print::Print),
    Split(split::Split),
    Transmit(transmit::Transmit),
    Unneeded(unneeded::Unneeded),
    Void(void::Void),
}

impl Command {
    /// Does it; the answer is printed, an error is worded by the caller.
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        match self {
            Self::Tour(command) => command.run(context),
            Self::Keygen(command) => command.run(context),
            Self::Key(command) => command.run(context),
            Self::Init(command) => command.run(context),
            Self::Profile(command) => command.run(context),
            Self::EndContract(command) => command.run(context),
            Self::Person(command) => command.run(context),
            Self::Org(command) => command.run(context),
            Self::Place(command) => command.run(context),
            Self::Carrier(command) => command.run(context),
            Self::Training(command) => command.run(context),
            Self::Pledge(command) => command.run(context),
            Self::Receive(command) => command.run(context),
            Self::Status(command) => command.run(context),
            Self::List(command) => command.run(context),
            Self::Show(command) => command.run(context),
            Self::Log(command) => command.run(context),
            Self::Take(command) => command.run(context),
            Self::Store(command) => command.run(context),
            Self::Open(command) => command.run(context),
            Self::Close(command) => command.run(context),
            Self::Request(command) => command.run(context),
            Self::Approve(command) => command.run(context),
            Self::Decline(command) => command.run(context),
            Self::Instruct(command) => command.run(context),
            Self::Instruction(command) => command.run(context),
            Self::Revoke(command) => command.run(context),
            Self::Import(command) => command.run(context),
            Self::Paper(command) => command.run(context),
            Self::Check(command) => command.run(context),
            Self::Copy(command) => command.run(context),
            Self::Brief(command) => command.run(context),
            Self::Carry(command) => command.run(context),
            Self::Arrive(command) => command.run(context),
            Self::Back(command) => command.run(context),
            Self::Return(command) => command.run(context),
            Self::Receipt(command) => command.run(context),
            Self::PlanDestroy(command) => command.run(context),
            Self::Sanitise(command) => command.run(context),
            Self::Release(command) => command.run(context),
            Self::Provide(command) => command.run(context),
            Self::SubReturn(command) => command.run(context),
            Self::Destroy(command) => command.run(context),
            Self::Incident(command) => command.run(context),
            Self::Certificate(command) => command.run(context),
            Self::Form(command) => command.run(context),
            Self::Grant(command) => command.run(context),
            Self::Ungrant(command) => command.run(context),
            Self::Seal(command) => command.run(context),
            Self::Unseal(command) => command.run(context),
            Self::Readdress(command) => command.run(context),
            Self::Inspect(command) => command.run(context),
            Self::Verify(command) => command.run(context),
            Self::Doctor(command) => command.run(context),
            Self::Completions(command) => command.run(context),
            Self::Man(command) => command.run(context),
            Self::Correct(command) => command.run(context),
            Self::Examine(command) => command.run(context),
            Self::HandOver(command) => command.run(context),
            Self::Inventory(command) => command.run(context),
            Self::Pack(command) => command.run(context),
            Self::Print(command) => command.run(context),
            Self::Split(command) => command.run(context),
            Self::Transmit(command) => command.run(context),
            Self::Unneeded(command) => command.run(context),
            Self::Void(command) => command.run(context),
        }
    }
}
