//! The command `custody sub-return`: back from a 再委託先 into storage (transition 16).

use super::carry::Seal;
use crate::args::parse::{self, Named};
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, PlaceId, PlaceKind, Reach, StateName};
use custody_core::rules::{Act, NewSubReturn};

#[derive(Debug, clap::Args)]
pub(crate) struct SubReturn {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instances: Vec<InstanceId>,
    #[arg(long, value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Option<Named<PlaceId>>,
    #[command(flatten)]
    pub(crate) seal: Seal,
}

impl SubReturn {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let (mut vault, member) = context.acting()?;
        let named = self.instances.iter().copied();
        let reach = (!self.instances.is_empty()).then(|| Reach::instances(named));
        let register = context.around(&vault, reach)?;
        let instances = match self.instances.as_slice() {
            [] => {
                let there = |i: &custody_core::record::Instance| i.state() == StateName::WithSub;
                vec![context.instance_or_ask(&register, None, there)?]
            }
            all => all.to_vec(),
        };
        let place = context.place_or_ask(&register, self.place.as_ref(), |kind| {
            matches!(
                kind,
                PlaceKind::LockedCabinet | PlaceKind::StorageRoom | PlaceKind::Workplace
            )
        })?;
        let ids: Vec<String> = instances.iter().map(ToString::to_string).collect();
        let act = Act::SubReturn(Box::new(NewSubReturn {
            instances,
            place,
            seal_intact: !self.seal.seal_broken,
            remark: self.seal.remark,
        }));
        let asked = context.asked(&member, act);
        context.simple(&mut vault, &member, &asked, |_| {
            say!("sub-returned", ids = ids.join("、"))
        })
    }
}
