//! One person about to act in a story: `s.by(Who::A).take("A-0001/1")`.

use crate::cast::{On, PURPOSE, Where, Who, instance, moment, text};
use crate::story::Story;
use crate::things::{content, copy, destroy, evidence, receipt};
use custody_core::record::{
    DestructionEvidence, Method, Moment, PermissionId, PersonId, PlaceId, Protection,
};
use custody_core::rules::{
    self, Act, Asked, Denied, FormIssue, Load, NewPackage, Permitted, Receive, Rejected,
};

/// One person about to act.
pub struct Actor<'a> {
    story: &'a mut Story,
    by: PersonId,
    at: Option<Moment>,
    approval: Option<PermissionId>,
    acknowledged: bool,
}

/// What came of it.
type Outcome = Result<Permitted, Denied>;

impl<'a> Actor<'a> {
    pub(crate) fn new(story: &'a mut Story, by: PersonId) -> Self {
        Self {
            story,
            by,
            at: None,
            approval: None,
            acknowledged: false,
        }
    }

    /// `--at`.
    #[must_use]
    pub fn at(mut self, minute: &str) -> Self {
        self.at = Some(moment(minute));
        self
    }

    /// `--approval`.
    #[must_use]
    pub fn under(mut self, permission: PermissionId) -> Self {
        self.approval = Some(permission);
        self
    }

    /// The conditions were read.
    #[must_use]
    pub fn acknowledging(mut self) -> Self {
        self.acknowledged = true;
        self
    }

    /// Any act.
    #[track_caller]
    pub fn act(self, act: Act) -> Outcome {
        let asked = Asked {
            by: self.by,
            at: self.at,
            approval: self.approval,
            acknowledged: self.acknowledged,
            act,
        };
        self.story.ask(&asked)
    }

    /// 受領.
    #[track_caller]
    pub fn receive(self, receive: Receive) -> Outcome {
        self.act(Act::Receive(Box::new(receive)))
    }

    /// 取出し in 前橋 for the asset's purpose.
    #[track_caller]
    pub fn take(self, number: &str) -> Outcome {
        self.take_for(number, Where::Maebashi, PURPOSE)
    }

    /// 取出し.
    #[track_caller]
    pub fn take_for(self, number: &str, place: Where, purpose: &str) -> Outcome {
        let (instance, place, purpose) = (instance(number), place.into(), text(purpose));
        self.act(Act::Take {
            instance,
            place,
            purpose,
            method: None,
        })
    }

    /// 格納.
    #[track_caller]
    pub fn store(self, number: &str, place: Where) -> Outcome {
        self.act(Act::Store {
            instance: instance(number),
            place: place.into(),
        })
    }

    /// 展開 on the machine.
    #[track_caller]
    pub fn open(self, number: &str, place: Where) -> Outcome {
        self.act(Act::Open {
            instance: instance(number),
            carrier: On::Machine.into(),
            place: place.into(),
            purpose: text(PURPOSE),
            method: None,
            software: None,
        })
    }

    /// 展開終了.
    #[track_caller]
    pub fn close(self, number: &str) -> Outcome {
        self.act(Act::Close {
            instance: instance(number),
            method: text("ファイル削除"),
            overwritten: false,
        })
    }

    /// 複製, sealed.
    #[track_caller]
    pub fn copy(self, number: &str, carrier: On, place: Where) -> Outcome {
        self.act(copy(number, carrier, place, Protection::Sealed))
    }

    /// Reading 甲's medium into the vault.
    #[track_caller]
    pub fn intake(self, number: &str) -> Outcome {
        self.copy(number, On::Machine, Where::Maebashi)
    }

    /// 確認 of the instructions for the latest journey, explained by R.
    #[track_caller]
    pub fn brief(self) -> Outcome {
        let journey = self.story.journey();
        self.act(Act::Brief {
            journey,
            explained_by: Some(Who::R.into()),
        })
    }

    /// 持出し of a package of one instance, on the latest journey; B at the destination can open it.
    #[track_caller]
    pub fn carry_package(self, number: &str, carrier: On) -> Outcome {
        let package = NewPackage {
            source: instance(number),
            content: Some(content()),
            key_holders: vec![text("H-004")],
        };
        self.carry(Load::Packages(vec![package]), carrier)
    }

    /// 持出し of the carrier itself, on the latest journey.
    #[track_caller]
    pub fn carry_as_is(self, carrier: On, locked_case: Option<&str>) -> Outcome {
        self.carry(
            Load::AsIs {
                locked_case: locked_case.map(text),
            },
            carrier,
        )
    }

    /// 持出し on the latest journey.
    #[track_caller]
    pub fn carry(self, load: Load, carrier: On) -> Outcome {
        let journey = self.story.journey();
        self.act(Act::Carry {
            journey,
            load,
            carrier: carrier.into(),
            seal_intact: true,
            remark: None,
        })
    }

    /// 到着 of the latest journey.
    #[track_caller]
    pub fn arrive(self, place: Where) -> Outcome {
        let journey = self.story.journey();
        self.act(Act::Arrive {
            journey,
            place: place.into(),
            seal_intact: true,
            remark: None,
        })
    }

    /// 持帰り of the latest journey.
    #[track_caller]
    pub fn back(self, place: Where) -> Outcome {
        let journey = self.story.journey();
        self.act(Act::Back {
            journey,
            place: place.into(),
            seal_intact: true,
            remark: None,
        })
    }

    /// 返還 to T; `whole` says 全部.
    #[track_caller]
    pub fn give_back(self, numbers: &[&str], whole: bool) -> Outcome {
        let instances = numbers.iter().map(|n| instance(n)).collect();
        self.act(Act::Return {
            instances,
            to: Who::T.into(),
            whole,
            packages: Default::default(),
            text_digest: None,
        })
    }

    /// 受領確認 of one instance of 120,000件, signed by T.
    #[track_caller]
    pub fn receipt(self, number: &str, serial: Option<&str>) -> Outcome {
        let receipt = receipt(self.story, number, serial);
        self.act(Act::TakeReceipt(Box::new(receipt)))
    }

    /// 受領確認 `--rejected`.
    #[track_caller]
    pub fn rejected(self, number: &str, place: Where) -> Outcome {
        let mut receipt = receipt(self.story, number, None);
        receipt.rejected = Some(Rejected {
            reason: Some(text("製造番号の相違")),
            place: place.into(),
        });
        self.act(Act::TakeReceipt(Box::new(receipt)))
    }

    /// 廃棄予定 for the next day in 前橋 with K.
    #[track_caller]
    pub fn plan_destroy(self, number: &str, method: Method) -> Outcome {
        let on = self.story.now.date().checked_add_days(1).unwrap();
        let (instances, place): (_, PlaceId) = (vec![instance(number)], Where::Maebashi.into());
        self.act(Act::PlanDestroy {
            instances,
            method,
            place,
            on,
            witness: Who::K.into(),
        })
    }

    /// 廃棄予定の取消し.
    #[track_caller]
    pub fn cancel_destroy(self, number: &str, place: Where) -> Outcome {
        self.act(Act::CancelDestroy {
            instances: vec![instance(number)],
            place: place.into(),
        })
    }

    /// 廃棄 with whole evidence.
    #[track_caller]
    pub fn destroy(self, number: &str, method: Method, witness: Who) -> Outcome {
        let evidence = evidence(&self.story.known, instance(number));
        self.destroy_with(number, method, witness, evidence)
    }

    /// 廃棄.
    #[track_caller]
    pub fn destroy_with(
        self,
        number: &str,
        method: Method,
        witness: Who,
        evidence: DestructionEvidence,
    ) -> Outcome {
        self.act(destroy(instance(number), method, witness, evidence))
    }

    /// 紛失.
    #[track_caller]
    pub fn lost(self, numbers: &[&str]) -> Outcome {
        self.act(Act::ReportLost(rules::Loss::of(
            numbers.iter().map(|n| instance(n)).collect(),
        )))
    }

    /// 発見.
    #[track_caller]
    pub fn found(self, number: &str) -> Outcome {
        self.act(Act::Found {
            instance: instance(number),
            place: text("机の引出し"),
        })
    }

    /// A form with nothing missing.
    #[track_caller]
    pub fn form(self, form: FormIssue) -> Outcome {
        self.act(Act::IssueForm(form))
    }
}
