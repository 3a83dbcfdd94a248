# Help and the manual. Keys: about-<command>, example-<command>, option-<command>-<id> or option-<id> for all commands.
guide =
    custody keeps the record of data that a prefecture lends, and refuses what the contract forbids.

    To begin:
      custody tour                         the whole life of a lent asset, on sample data
      custody keygen --name NAME           make your key
      custody init --example > setup.toml  print a setup file to fill in
      custody init VAULT --setup setup.toml
    More: custody --help
exit-codes =
    Exit codes:
      0 done and durable · 2 usage · 3 integrity · 4 refused · 5 key or passphrase · 6 malformed
      7 input or output · 8 conflict · 9 limit · 10 clock · 12 broken pipe · 130 interrupted
heading-usage = Usage:
heading-commands = Commands
heading-arguments = Arguments
heading-options = Options
heading-global = Options of every command
heading-example = Example:
help-values = {"["}values: %]
help-default = {"["}default: %]
usage-command = <COMMAND>
usage-options = {"["}OPTIONS]

# --- every command ---
about-custody = Keeps custody of data that a prefecture lends to its contractor, and refuses what the contract forbids.
example-custody =
    custody tour
    custody take A-0001/1 --place 前橋作業室 --purpose 保守作業
option-vault = the vault; else CUSTODY_VAULT, else the nearest parent folder that is one
option-by = your key, by its name; not needed for the only one
option-passphrase_fd = read the passphrase from this descriptor (first line; a second one where a new one is set too)
option-yes = answer every confirmation with yes
option-dry_run = say what would be recorded, or the refusal, and change nothing
option-at = when it happened, in the past (such as 2024-10-01T14:05+09:00)
option-explain = give every reason of a refusal, not only the first
option-json = answer as one JSON document
option-quiet = show only warnings and errors besides the answer
option-verbose = say more of what is done
option-no_color = no colours (as NO_COLOR)
option-lang = language
option-help = show this help
option-version = show the version

# --- shared by several commands ---
option-out = file to write (- is standard output)
option-force = replace a file that is there
option-instance = the instance, such as A-0001/1
option-instances = instances, such as A-0001/1
option-place = place, by number or name
option-purpose = what it is used for
option-approval = the permission to use; else one that is valid
option-person = person, by number or name
option-persons = people, by number or name (repeatable)
option-name = name
option-journey = the journey, such as J-0001
option-carrier = carrier, such as C-0001
option-things = numbers (A-0001, A-0001/1, J-0001 …)
option-id = number (A-0001, A-0001/1, C-0001, J-0001 …)
option-reason = why
option-witness = witness, by number or name; not the one who does it
option-serial = serial number
option-model = maker and model
option-management_no = number on its label
option-seal_no = number of its seal
option-from = first day or moment, included
option-until = last day or moment, included
option-kind = kind
option-count = how many
option-remark = what was seen, or a remark
option-seal_broken = the seal was not intact
option-protection = how it is protected
option-people = seal it for this person, by the card on the list
option-card = card file
option-cards = card of a recipient (repeatable)
option-recipients = recipient, age1… (repeatable)
option-scrypt_limit = work that a passphrase may ask for, as a power of two (20 to 22; each step doubles time and memory)
option-passphrase = use a passphrase instead of keys
option-explained_by = who explained them, by number or name
option-start = where it starts, by number or name; else where it is kept
option-on_carrier = carrier that travels
option-departure = planned departure
option-arrival = planned arrival
option-back = planned return
option-route = route and means
option-key_handover = how the key is handed over
option-disposal = method of destroying it after use without another approval (repeatable)
option-number = document number of the prefecture
option-date = date of the document
option-request = request file
option-address = address
option-contact = contact
option-file = file
option-files = files
option-holder = person, by number or name, or recovery
option-circumstances = what happened

# --- keygen ---
about-keygen = Makes a key file, encrypted under a passphrase, and its card.
example-keygen = custody keygen --name 佐藤花子
option-keygen-name = your name
option-keygen-out = key file; else in CUSTODY_HOME
option-keygen-pq = post-quantum: a key that a quantum computer does not open (age1pq…)

# --- key ---
about-key = What can be done with your keys.

# --- key list ---
about-key-list = The keys in CUSTODY_HOME.
example-key-list = custody key list

# --- key show ---
about-key-show = The public halves of a key and its fingerprint.
example-key-show = custody key show
option-key-show-name = the key, by its name; not needed for the only one

# --- key recipient ---
about-key-recipient = The age1… line to seal to.
example-key-recipient = custody key recipient > 佐藤.txt
option-key-recipient-name = the key, by its name; not needed for the only one

# --- key card ---
about-key-card = Writes the card to hand on.
example-key-card = custody key card -o 佐藤.custody-card
option-key-card-name = the key, by its name; not needed for the only one

# --- key passwd ---
about-key-passwd = Sets another passphrase.
example-key-passwd = custody key passwd
option-key-passwd-name = the key, by its name; not needed for the only one

# --- key backup ---
about-key-backup = Writes a copy of the key file.
example-key-backup = custody key backup -o /media/usb/佐藤.custody-key
option-key-backup-name = the key, by its name; not needed for the only one

# --- init ---
about-init = Makes a vault with its contract, its first manager and its recovery key.
example-init =
    custody init --example > setup.toml
    custody init 税務保守 --setup setup.toml --recovery-out 回復用.txt
option-init-folder = folder of the new vault
option-init-contract = contract number
option-init-title = title of the contract
option-init-client = office of the prefecture
option-init-contractor = name of the contractor
option-init-from = first day of the term
option-init-until = last day of the term
option-init-profile = profile of the terms (TOML)
option-init-setup = setup file (TOML)
option-init-recovery_out = file for the recovery key, to be printed and kept elsewhere
option-init-example = print a complete setup file

# --- profile ---
about-profile = Checks a profile of a contract's terms, or amends it on the prefecture's document.

# --- profile check ---
about-profile-check = Checks a profile file and names the line that is wrong; needs no vault.
example-profile-check = custody profile check 特約条項.toml
option-profile-check-file = profile file (TOML)

# --- profile amend ---
about-profile-amend = Amends the contract's terms or its end, on the prefecture's document.
example-profile-amend = custody profile amend 変更後.toml --form paper_original --number 税第30号 --date 令和6年12月1日 --filed-at 契約書つづり --reason 条項の改正のため
option-profile-amend-file = profile file with the new terms (TOML)
option-profile-amend-until = new last day of the contract
option-profile-amend-work_items = further work item (repeatable)
option-profile-amend-purposes = further purpose (repeatable)
option-profile-amend-deliverables = further deliverable (repeatable)
option-profile-amend-access = further category, scope and method of access (repeatable)
option-profile-amend-form = what kind of paper it is
option-profile-amend-filed_at = where the paper is filed
option-profile-amend-reason = why it is amended

# --- end-contract ---
about-end-contract = Puts the end of the contract, expired or terminated, on record and shows what is open. From then on only return, destruction and incident reports remain (Article 17).
example-end-contract = custody end-contract --terminated 2024-12-01 --reason "at the prefecture's wish" --form paper_original --number 税第40号 --date 2024-11-25 --filed-at 契約書つづり --instructions "return within a week"
option-end-contract-terminated = day of termination (without it: expired)
option-end-contract-reason = why (may be left out when expired)
option-end-contract-instructions = the prefecture's instructions
option-end-contract-form = what kind of paper terminates it
option-end-contract-filed_at = where the paper is filed

# --- person ---
about-person = The staff list: manager, supervisors, workers, and the people of the prefecture.

# --- person add ---
about-person-add = Lists a person.
example-person-add = custody person add --name 山田太郎 --role worker --work-scope 税 --employment direct --evidence 社員番号1024
option-person-add-name = name, exactly as written
option-person-add-reading = reading of the name
option-person-add-employer = employer, by number or name
option-person-add-employment = employment
option-person-add-evidence = staff number, or the document that shows the employment
option-person-add-role = role
option-person-add-from = first day of the role
option-person-add-work_scope = work in the scope (repeatable)
option-person-add-authority = authority of a person of the prefecture
option-person-add-post = post
option-person-add-subject = what an approver decides on (separated by commas)

# --- person change ---
about-person-change = Changes an entry.
example-person-change = custody person change H-003 --work-scope 税 --work-scope 住民記録
option-person-change-reading = reading of the name
option-person-change-employer = employer, by number or name
option-person-change-employment = employment
option-person-change-evidence = staff number, or the document that shows the employment
option-person-change-role = role
option-person-change-from = first day of the role
option-person-change-work_scope = work in the scope (repeatable)
option-person-change-authority = authority of a person of the prefecture
option-person-change-post = post
option-person-change-subject = what an approver decides on (separated by commas)

# --- person retire ---
about-person-retire = Takes a person off the list.
example-person-retire = custody person retire H-003 --on 2025-03-31
option-person-retire-on = last day

# --- person notice ---
about-person-notice = Records that the prefecture was told of the staff list (form 12-1) or of its changes (form 12-2). Without names: of every change not reported yet.
example-person-notice = custody person notice --document F12-0003 --on 2024-10-04
option-person-notice-document = number of the document sent
option-person-notice-on = day it was sent

# --- person list ---
about-person-list = The list.
example-person-list = custody person list

# --- org ---
about-org = Organisations.

# --- org add ---
about-org-add = Registers an organisation.
example-org-add = custody org add --name 株式会社北関東運輸 --kind transporter
option-org-add-parent = organisation above it, by number or name

# --- org change ---
about-org-change = Changes the name or address of an organisation. What stands above it cannot be changed: approvals are for each organisation where it stands.
example-org-change = custody org change 有限会社丙 --address 高崎市1番地
option-org-change-org = organisation, by number or name

# --- org notify ---
about-org-notify = Records that the prefecture was told in writing who of a subcontractor handles its assets (Art. 14-3): everyone on the staff list on the day.
example-org-notify = custody org notify 有限会社丙 --on 令和6年5月1日 --document 乙第21号
option-org-notify-org = subcontractor, by number or name
option-org-notify-on = day it was told
option-org-notify-document = number of the contractor's document

# --- org check ---
about-org-check = Records a check on a subcontractor (Art. 14-4).
example-org-check = custody org check 有限会社丙 --counted 2 --findings 施錠の記録に漏れ --remedy 記録簿を改めた
option-org-check-org = subcontractor, by number or name
option-org-check-on = day of the check
option-org-check-counted = how many things were found there
option-org-check-findings = what was found wrong
option-org-check-remedy = what was done about it

# --- org list ---
about-org-list = The organisations.
example-org-list = custody org list

# --- place ---
about-place = Workplaces and storages.

# --- place add ---
about-place-add = Registers a place.
example-place-add = custody place add --name 第1保管庫 --kind locked_cabinet --lockable --inside 前橋作業室
option-place-add-inside = place it is in, by number or name
option-place-add-lockable = can be locked
option-place-add-entry_log = entry is logged
option-place-add-designated = workplace designated by the prefecture
option-place-add-approved_by = document that approved the workplace
option-place-add-key_keeper = who keeps the key, by name or number

# --- place change ---
about-place-change = Changes a place.
example-place-change = custody place change 第1保管庫 --key-keeper 責任者R
option-place-change-key_keeper = who keeps the key, by name or number

# --- place list ---
about-place-list = The places.
example-place-list = custody place list

# --- carrier ---
about-carrier = Media and machines.

# --- carrier add ---
about-carrier-add = Registers a carrier; private media are not allowed.
example-carrier-add = custody carrier add --type usb_flash --owner contractor --serial KX-20931 --management-no USB-07 --finder-contact 027-000-0000
option-carrier-add-carrier_type = type
option-carrier-add-owner = whose it is
option-carrier-add-finder_contact = whom a finder calls
option-carrier-add-hardware_encryption = encrypts by itself

# --- carrier list ---
about-carrier-list = The carriers.
example-carrier-list = custody carrier list

# --- training ---
about-training = Training (Art. 11).

# --- training add ---
about-training-add = Records a training that was held.
example-training-add = custody training add H-002 H-003 --on 2024-04-05 --valid-until 2025-03-31 --content 特記事項第1版 --trainer 佐藤花子 --covers-terms
option-training-add-on = day it was held
option-training-add-valid_until = last day it counts
option-training-add-content = content
option-training-add-trainer = trainer
option-training-add-understanding = how understanding was checked, and the result
option-training-add-covers_terms = the contract terms were part of it

# --- training list ---
about-training-list = The latest training of everybody.
example-training-list = custody training list

# --- receive ---
about-receive = Takes over what the prefecture supplied; electronic data are sealed at once.
example-receive =
    custody receive 課税台帳.csv --title 個人住民税課税台帳データ --category 税 --work 税 --quantity 120000件 --from 担当T --personal --subjects 120000 --items 氏名,住所 --place 第1保管庫
    custody receive --on-carrier usb_flash --serial S123 --title 個人住民税課税台帳データ --category 税 --work 税 --quantity 120000件 --from 担当T --place 第1保管庫
option-receive-paths = files or folders that were received
option-receive-title = title
option-receive-category = category of information
option-receive-work = work item
option-receive-quantity = quantity and unit, such as 120000件
option-receive-received_from = who handed it over
option-receive-serials = list of the media's serial numbers, one a line; each medium gets a number of its own
option-receive-kind = class of Art. 2
option-receive-supply = how it was supplied
option-receive-personal = contains personal data
option-receive-subjects = how many people
option-receive-items = personal data items (separated by commas)
option-receive-due = day it is due back
option-receive-document = document number of the prefecture
option-receive-on_carrier = type of the medium it came on, to be registered
option-receive-carrier = carrier that is registered already
option-receive-intake_included = hand-over paper that includes reading it into the vault
option-receive-remove_source = remove the source files once they are sealed

# --- status ---
about-status = Where things stand, what is overdue first.
example-status = custody status

# --- list ---
about-list = The register; or what is inside a sealed file, without opening all of it.
example-list =
    custody list --overdue
    custody list --find 課税台帳
    custody list package.age
option-list-input = a sealed file whose contents are listed
option-list-identities = file of age identities (repeatable)
option-list-passphrase = open with a passphrase
option-list-state = state (repeatable)
option-list-overdue = only what is overdue
option-list-with_subs = what subcontractors and disposers have, by who keeps it (to call it back)
option-list-find = part of a title, number or name (folds width, case, kana and 髙高)

# --- access ---
about-access = Who can open what today.
example-access =
    custody access
    custody access A-0001

# --- show ---
about-show = All that is known of one thing.
example-show = custody show A-0001/1

# --- log ---
about-log = The records, in order.
example-log = custody log A-0001

# --- take ---
about-take = Takes an instance out of storage.
example-take = custody take A-0001/1 --place 前橋作業室 --purpose 保守作業
option-take-method = access method

# --- store ---
about-store = Puts an instance into storage.
example-store = custody store A-0001/1 --place 第1保管庫

# --- open ---
about-open = Opens an instance as a working copy in plaintext, for a time.
example-open = custody open A-0001/2 --to 作業 --place 前橋作業室 --purpose 保守作業
option-open-folder = folder to open it in; is made
option-open-method = access method
option-open-carrier = machine the plaintext lies on; else this one
option-open-sealed = the sealed file on its medium; else the vault's own

# --- close ---
about-close = Ends a working copy and removes the plaintext.
example-close = custody close A-0001/3
option-close-discard_changes = throw away what was changed in it
option-close-overwritten = the space was overwritten
option-close-method = how it ended

# --- request ---
about-request = Makes a request to the prefecture and its application form.

option-standing = as often as wanted until its end (needs --until)
option-draft = put it down as a draft, not sent yet

# --- request copy ---
about-request-copy = Asks to copy (form 4-1).
example-request-copy = custody request copy A-0001/1 --count 1 --to-carrier C-0002 --person 山田太郎 --reason 障害調査のため --until 2024-10-31 -o R.custody-request
option-request-copy-reason = why it is needed
option-request-copy-carriers = carrier of the copy (repeatable)
option-request-copy-types = type of the copy's carrier (repeatable)
option-request-copy-orgs = subcontractor that copies, by number or name (may be repeated)
option-request-copy-place = where the copy is kept
option-request-copy-persons = who uses it, by number or name (repeatable)

# --- request carry ---
about-request-carry = Asks to carry out, and plans the journey (form 5-1).
example-request-carry = custody request carry A-0001/2 --to 高崎コールセンター --person 山田太郎 --on-carrier C-0002 --departure "2024-10-01 13:00" --arrival "2024-10-01 14:00" --back "2024-10-01 17:00" --route 社用車 --key-handover 電話で別に伝える --reason 現地作業のため -o R.custody-request
option-request-carry-reason = why it is needed
option-request-carry-to = destination, by number or name
option-request-carry-persons = who carries, by number or name (repeatable)
option-request-carry-copies = packages to be made for the journey
option-request-carry-unencrypted = why it is not encrypted, and the measure instead
option-request-carry-paper = paper is among it

# --- request destroy ---
about-request-destroy = Asks to destroy (form 8-1).
example-request-destroy = custody request destroy A-0001/3 --method physical --place 前橋作業室 --witness 監督者K --reason 業務完了のため -o R.custody-request
option-request-destroy-reason = why it is needed
option-request-destroy-serials = list of the media's serial numbers, one a line
option-request-destroy-methods = method (repeatable)
option-request-destroy-disposers = disposer it goes to, by number or name (repeatable)
option-request-destroy-removal = the removal to the disposer is included
option-request-destroy-unsanitised = handed over unsanitised
option-request-destroy-client_witness = a person of the prefecture witnesses it

# --- request purpose ---
about-request-purpose = Asks to use it for another purpose (form 20).
example-request-purpose = custody request purpose A-0001/2 --use "税務統計の作成" --items 課税額 --until 2024-12-31 --reason 県の依頼のため -o R.custody-request
option-request-purpose-reason = why it is needed
option-request-purpose-other_use = the use outside the commissioned work
option-request-purpose-items = which items are used
option-request-purpose-persons = who uses it, by number or name (repeatable)

# --- request provide ---
about-request-provide = Asks to provide it to somebody other than the contractor (form 20).
example-request-provide = custody request provide A-0001/2 --to 有限会社丙 --items 課税額 --give-back 作業後に媒体で返却 --until 2024-12-31 --reason 再委託業務のため -o R.custody-request
option-request-provide-reason = why it is needed
option-request-provide-to = organisation it is provided to, by number or name (repeatable)
option-request-provide-items = which items are provided
option-request-provide-give_back = how it is returned
option-request-provide-persons = who hands it over, by number or name (repeatable)

# --- request subcontract ---
about-request-subcontract = Asks to subcontract (form 11-1); all five items of Article 14-2 are needed.
example-request-subcontract = custody request subcontract 有限会社丙 --content 帳票の印刷 --information 課税台帳の氏名及び住所 --safeguards "施錠した作業室、暗号化" --supervision "月1回の点検" --until 2025-03-31 --reason 設備がないため -o R.custody-request
option-request-subcontract-org = subcontractor, by number or name (as registered with custody org add)
option-request-subcontract-reason = why it is subcontracted
option-request-subcontract-content = what is subcontracted
option-request-subcontract-information = information handled
option-request-subcontract-safeguards = how the safety measures are carried out
option-request-subcontract-supervision = how it is managed and supervised

# --- request place ---
about-request-place = Asks to work in a further place (form 19).
example-request-place = custody request place 大阪事務所 --person 山田太郎 --equipment "施錠できる作業室、専用端末" --until 2025-03-31 --reason 現地対応のため -o R.custody-request
option-request-place-place = place, by number or name (as registered with custody place add --kind workplace)
option-request-place-reason = why it is needed
option-request-place-persons = who works there, by number or name (repeatable)
option-request-place-equipment = equipment

# --- request disclose ---
about-request-disclose = Asks to disclose information learned under the contract (form 20).
example-request-disclose = custody request disclose --to 監査法人丁 --items 処理件数 --give-back 返還を要しない --until 2025-03-31 --reason 監査のため -o R.custody-request
option-request-disclose-reason = why it is needed
option-request-disclose-instances = what it is about, by number (if anything)
option-request-disclose-to = to whom it is disclosed
option-request-disclose-items = which items are disclosed
option-request-disclose-give_back = how it is returned

# --- request extend ---
about-request-extend = Asks that a permission lasts longer. The extension is a permission of its own; a journey under way goes on under it.
example-request-extend = custody request extend P-0001 --until "2024-10-04 17:00" --reason 作業の延長のため -o R.custody-request
option-request-extend-permission = number of the permission
option-request-extend-reason = why it is needed

# --- request send ---
about-request-send = Sends a draft to the prefecture.
example-request-send = custody request send R-0001 -o R.custody-request
option-request-send-request = number of the request

# --- request withdraw ---
about-request-withdraw = Takes a request back before the prefecture has answered.
example-request-withdraw = custody request withdraw R-0001 --reason 不要となったため
option-request-withdraw-request = number of the request
option-request-withdraw-reason = why it is withdrawn

# --- approve ---
about-approve = The prefecture's approver approves a request, with a key and no vault.
example-approve = custody approve R.custody-request --number 税第12号 --until 2024-10-31 --condition "使用後は直ちに廃棄すること" -o P.custody-approval
option-approve-until = until when
option-approve-count = how many times
option-approve-conditions = condition (repeatable)

# --- decline ---
about-decline = The prefecture's approver declines a request.
example-decline = custody decline R.custody-request --reason 期間が長すぎる -o P.custody-approval

# --- instruct ---
about-instruct = The prefecture orders something carried out, with a key and no vault. Only the manager can be addressed.
example-instruct = custody instruct A-0001/2 --of R.custody-request --addressee H-001 --to L-04 --person H-003 --on-carrier C-0002 --copies 1 --until 2024-10-31 -o I.custody-instruction
option-instruct-instances = what it is about (repeatable)
option-instruct-contract = any request of the same contract: it says which vault, and the prefecture's people in it
option-instruct-addressee = the manager it is addressed to, by number
option-instruct-to = destination, by number (repeatable)
option-instruct-persons = who carries, by number (repeatable)
option-instruct-carriers = carrier, by number (repeatable)
option-instruct-types = type of carrier (repeatable)
option-instruct-copies = packages that may be made for the journey
option-instruct-unencrypted = why it is not encrypted, and the measure instead
option-instruct-paper_allowed = paper is among it
option-instruct-conditions = condition (repeatable)

# --- revoke ---
about-revoke = The prefecture takes back what it approved or ordered, with a key and no vault.
example-revoke = custody revoke R.custody-request --reason 事故の調査のため -o V.custody-revocation
option-revoke-granted = file of the request that was approved, or of the instruction
option-revoke-reason = why it is revoked

# --- instruction ---
about-instruction = The register of the prefecture's instructions but to carry out; those are registered with custody instruct or custody paper.

# --- instruction add ---
about-instruction-add = Registers an instruction; only the manager can be addressed.
example-instruction-add = custody instruction add --text "作業端末の更新状況を報告すること" --due 令和6年10月31日 --addressee 責任者R --by 担当T --form paper_original --number 税第40号 --date 令和6年10月1日
option-instruction-add-text = what is to be done
option-instruction-add-due = by when it is to be answered
option-instruction-add-addressee = manager it is addressed to, by number or name
option-instruction-add-decided_by = who of the prefecture gave it, by number or name
option-instruction-add-form = what kind of paper it is
option-instruction-add-filed_at = where the paper is filed

# --- instruction answer ---
about-instruction-answer = Registers what was done or answered on an instruction.
example-instruction-answer = custody instruction answer 41 --text "全端末を更新し、報告書を提出した" --number 上毛第5号
option-instruction-answer-record = number of the record of the instruction
option-instruction-answer-text = what was done or answered
option-instruction-answer-number = number of the answering document

# --- instruction list ---
about-instruction-list = Lists instructions, their due days and answers.
example-instruction-list = custody instruction list

# --- import ---
about-import = Takes in an approval, a receipt, a card, or whatever else came.
example-import = custody import P.custody-approval
option-import-place = where something rejected is stored

# --- paper ---
about-paper = Types in a decision of the prefecture on paper, by e-mail, fax or word of mouth, and keeps its image sealed.
example-paper = custody paper R-0001 --form paper_original --number 税第12号 --date 令和6年10月1日 --by 課長G --scan 承認書.pdf --filed-at 契約書つづり
option-paper-things = number of the request; of the permission for a revocation; of the things for an instruction or a receipt (repeatable)
option-paper-form = what kind of paper it is
option-paper-number = number on the paper
option-paper-date = date on the paper
option-paper-decided_by = who of the prefecture decided, by number or name
option-paper-scan = image of the paper, or the e-mail's file
option-paper-filed_at = where the paper is filed
option-paper-until = until when it holds
option-paper-count = how many times or copies
option-paper-conditions = condition (repeatable)
option-paper-declined = it was declined
option-paper-reason = why it was declined or revoked
option-paper-received = the prefecture received what was returned
option-paper-rejected = the prefecture refused it
option-paper-serials = serial on the receipt, where it differs (repeatable)
option-paper-quantities = quantity on the receipt, where it differs (repeatable)
option-paper-place = where something rejected is stored
option-paper-revoked = the approval or instruction was taken back
option-paper-addressee = manager the instruction is addressed to, by number or name
option-paper-to = destination of the instruction, by number or name (repeatable)
option-paper-persons = who is to carry, by number or name (repeatable)
option-paper-carriers = carrier of the instruction, by number (repeatable)
option-paper-types = type of carrier of the instruction (repeatable)
option-paper-copies = packages that the instruction allows
option-paper-unencrypted = why it is not encrypted, and the measure instead (instruction)
option-paper-paper_allowed = paper is among it (instruction)

# --- check ---
about-check = Another person compares a permission that was typed in with the paper (form 1).
example-check = custody check P-0001
option-check-permission = number of the permission
option-check-image = instead of checking, put the kept image into this folder

# --- copy ---
about-copy = Makes a copy, with the prefecture's approval.
example-copy = custody copy A-0001/1 --to-carrier C-0002 --place 第1保管庫 -o /media/usb/課税台帳.age
option-copy-to_carrier = carrier of the copy
option-copy-from = files on the medium to read
option-copy-out = file of the copy

# --- brief ---
about-brief = The carrier reads and signs the transport instructions (form 6).
example-brief = custody brief J-0001 --explained-by 責任者R

# --- carry ---
about-carry = Packs, checks and records what is carried out.
example-carry =
    custody carry J-0001 -o /media/usb/package.age --card 高崎.custody-card --carrier C-0002
    custody carry --for-return --plan A-0001/1 --to 県庁 --person 責任者R --departure "2025-03-31 10:00" --arrival "2025-03-31 11:00" --route 社用車 --key-handover 電話
option-carry-things = the journey; with --plan, the instances
option-carry-out = package file
option-carry-source = instance to pack; not needed for the only one
option-carry-as_is = carry the carrier itself
option-carry-locked_case = seal of the locked case
option-carry-carrier = carrier that travels
option-carry-contact = whom a finder calls (in clear)
option-carry-plan = only plan a journey
option-carry-for_return = for a return
option-carry-persons = who carries, by number or name (repeatable)
option-carry-to = destination, by number or name

# --- arrive ---
about-arrive = Records the arrival.
example-arrive = custody arrive J-0001 --place 高崎コールセンター

# --- back ---
about-back = Records that it is back in storage.
example-back = custody back J-0001 --place 第1保管庫

# --- return ---
about-return = Returns to the prefecture (form 7-1); no approval is needed.
example-return = custody return A-0001/1 --to 担当T -o 返還
option-return-to = who receives, by number or name
option-return-whole = all of it is returned
option-return-folder = folder for the note and the packages
option-return-contact = whom a finder calls (in clear)

# --- receipt ---
about-receipt = The prefecture signs for a return, with a key and no vault.
example-receipt = custody receipt 返還.custody-return --serial A-0001/1=S123 -o 受領.custody-receipt
option-receipt-note = note of the return
option-receipt-serials = serial number as read, ID=NO (repeatable)
option-receipt-quantities = quantity as counted, ID=QUANTITY (repeatable)
option-receipt-rejected = not accepted

# --- plan-destroy ---
about-plan-destroy = Records a planned destruction.
example-plan-destroy =
    custody plan-destroy A-0001/3 --method physical --place 前橋作業室 --on 2024-11-01 --witness 監督者K
    custody plan-destroy A-0001/3 --cancel --place 第1保管庫
option-plan-destroy-serials = list of the media's serial numbers, one a line
option-plan-destroy-method = method
option-plan-destroy-on = planned day
option-plan-destroy-cancel = cancel it
option-plan-destroy-place = place, by number or name; with --cancel, where it is stored

# --- sanitise ---
about-sanitise = Records the erasure of what waits for its destruction, many at once, and writes form 10.
example-sanitise = custody sanitise --serials serials.txt --method overwrite --tool ERASER --tool-version 1.2 --evidence log.csv --witness 監督者K
option-sanitise-serials = file of serial numbers, one a line
option-sanitise-method = how
option-sanitise-evidence = evidence file (repeatable)
option-sanitise-serial_read = serial number read from the medium
option-sanitise-tool = tool or device
option-sanitise-tool_version = its version

# --- release ---
about-release = Records the hand-over to a disposer of what waits for its destruction, many at once; nothing leaves before it is erased.
example-release = custody release --serials serials.txt --to 丁産業 --received-by 丁山一郎 --seal-no 封1 --witness 監督者K
option-release-serials = file of serial numbers, one a line
option-release-to = disposer, by number or name
option-release-received_by = who took them
option-release-seal_no = number of the seal

# --- destroy ---
about-destroy = Destroys, and records it with its evidence.
example-destroy = custody destroy A-0001/3 --method physical --witness 監督者K --serial-read KX-20931 --evidence 前.jpg --evidence 後.jpg --tool 破砕機
option-destroy-serials = file of serial numbers, one a line (those on the certificate)
option-destroy-method = method
option-destroy-evidence = evidence, such as photos and logs (repeatable)
option-destroy-serial_read = serial number read from the carrier itself
option-destroy-tool = device or tool
option-destroy-tool_version = its version
option-destroy-shred_width = shred width, or certificate of dissolving

# --- incident ---
about-incident = Incidents (Art. 16).

# --- incident report ---
about-incident-report = Records a loss, or an unregistered item; a loss needs no key and no connection.
example-incident-report = custody incident report --lost J-0001 --last-seen "2024-10-01 22:00" --where 高崎駅
option-incident-report-lost = what is lost: instance, journey or carrier
option-incident-report-serials = list of the serial numbers of lost media, one a line
option-incident-report-other = kind of an incident that is no loss and nothing unregistered (malware, fire …)
option-incident-report-concerns = what it concerns
option-incident-report-incident_kind = kind of the incident (default: loss)
option-incident-report-suspected = it only may have happened
option-incident-report-keys_lost = whether keys or passphrases were lost with it
option-incident-report-out = folder for the drafts of forms 14 and 15 (default: in the vault)
option-incident-report-unregistered = something was found that is not on the register
option-incident-report-last_seen = when it was last seen
option-incident-report-place = where
option-incident-report-asset = of which asset
option-incident-report-kind = what it really is
option-incident-report-same_as = number of what it is, though thought destroyed or returned

# --- incident update ---
about-incident-update = Records that the first, a further or the final report was made, and what has become known since.
example-incident-update =
    custody incident update I-0001 --first --police "Takasaki police, lost property 12"
    custody incident update I-0001 --final --cause "bag left behind" --prevention "two people carry"
option-incident-update-incident = number of the incident
option-incident-update-first = the first report was made
option-incident-update-followup = a further report was made
option-incident-update-final_ = the final report was made
option-incident-update-cause = cause
option-incident-update-prevention = what prevents it from happening again
option-incident-update-kind = it was another kind of incident
option-incident-update-last_seen = when it was last seen
option-incident-update-place = where
option-incident-update-keys_lost = whether keys or passphrases were lost with it
option-incident-update-measures = what was done against harm
option-incident-update-police = report to the police
option-incident-update-remark = remark to go with the report

# --- incident close ---
about-incident-close = Records, with the prefecture's document, that it acknowledged the final report (the freeze ends).
example-incident-close = custody incident close I-0001 --form paper_original --number 50 --date 2024-11-01 --filed-at "incident file"
option-incident-close-incident = number of the incident
option-incident-close-form = form of the document
option-incident-close-number = number of the document
option-incident-close-date = date of the document
option-incident-close-filed_at = where the document is kept

# --- incident show ---
about-incident-show = Shows what is known of an incident (--public: the summary for the public).
example-incident-show = custody incident show I-0001 --public
option-incident-show-incident = number of the incident
option-incident-show-public = summary for the public with no person, place or title (Article 16-3)

# --- incident found ---
about-incident-found = Records that something missing was found.
example-incident-found = custody incident found A-0001/2 --where 第2会議室の引出し
option-incident-found-place = where

# --- certificate ---
about-certificate = Issues the certificate of destruction (form 9) or of return (form 7).
example-certificate = custody certificate A-0001/3 -o 廃棄証明書.html

# --- form ---
about-form = Issues a form by its number (.html, .json, .csv).
example-form =
    custody form 3 -o 台帳.html
    custody form 7-1 A-0001/1 -o 返還書.html
option-form-number = number of the form, such as 7-1
option-form-whole = all of it (form 7-1)
option-form-reissue = document number of the form to issue again, one edition further

# --- grant ---
about-grant = Lets a person open an instance.
example-grant = custody grant A-0001/2 山田太郎

# --- ungrant ---
about-ungrant = Ends what grant gave.
example-ungrant = custody ungrant A-0001/2 H-003 --how 鍵ファイルの廃棄を確認
option-ungrant-how = how it ended

# --- seal ---
about-seal = Seals to recipients or under a passphrase, as age v1.
example-seal =
    custody seal 課税台帳.csv -o 課税台帳.age --card 高崎.custody-card
    custody seal 資料 -o /media/usb/資料.age --card 高崎.custody-card --tag --contact 027-000-0000
option-seal-inputs = files or folders to seal
option-seal-files = file of recipients (repeatable)
option-seal-armor = as text
option-seal-tag = with a tag signed for the vault, which can be checked without a key (needs the vault and your key)
option-seal-contact = whom a finder calls (in clear)
option-seal-verify = read the sealed file back and compare it (always done on media that are carried about)
option-seal-no_verify = do not read it back, even from a medium that is carried about
option-seal-skip_special = leave out links and special files in folders, and list them
option-seal-any_names = take files whose names are not Unicode
option-seal-out = sealed file

# --- unseal ---
about-unseal = Opens a sealed file; the output has its name only once all of it has verified.
example-unseal = custody unseal package.age -o 展開
option-unseal-input = sealed file
option-unseal-out = file or folder to write
option-unseal-identities = age identity file (repeatable)
option-unseal-only = only this path inside (repeatable)
option-unseal-stand_in_names = give names that Windows cannot hold, or that are too long, another, and keep a list of them
option-unseal-salvage = save what is good of a damaged file, as OUT.partial

# --- readdress ---
about-readdress = Addresses a sealed file to others; payload and tag stay, and whoever opens the old file opens the new one.
example-readdress =
    custody readdress package.age -o 課内用.age --card 担当U.custody-card --card 担当T.custody-card
    custody readdress パスフレーズ.age -o 課内用.age -R 受取人.txt
option-readdress-input = sealed file
option-readdress-out = file to write; a file of that name is never overwritten
option-readdress-files = file of recipients (repeatable)
option-readdress-identities = age identity file that opens the old one (repeatable); else your own key
option-readdress-passphrase = to a new passphrase

# --- inspect ---
about-inspect = Says what a file is and all that can be said without a key.
example-inspect = custody inspect package.age

# --- verify ---
about-verify = Checks anything sealed or signed, and says what could not be checked.
example-verify =
    custody verify 税務保守
    custody verify P.custody-approval --trust 課長G.custody-card
option-verify-paths = files or vaults
option-verify-trust = trusted verifier key or card (repeatable)

# --- doctor ---
about-doctor = Finds what was left half-done; --repair finishes or undoes it.
example-doctor = custody doctor --repair
option-doctor-repair = finish or undo it

# --- tour ---
about-tour = The whole life of a lent asset, in a fresh folder that is kept.
example-tour =
    custody tour
    custody tour 名簿.csv
option-tour-files = files to use; else a register of invented residents
option-tour-folder = folder to make

# --- completions ---
about-completions = Prints completions for a shell.
example-completions = custody completions bash > ~/.local/share/bash-completion/completions/custody
option-completions-shell = shell

# --- man ---
about-man = Prints the manual page.
example-man = custody man > custody.1
option-form-sjis = write the table in Shift_JIS (.csv only; nothing is written if it lacks a character)
option-form-draft = write a draft, issue nothing
option-short = a shorter tour, without destruction and return

# --- print ---
about-print = Prints, with the prefecture's approval; every copy has a number of its own.
example-print = custody print A-0001/2 --copies 2 --sheets 30
option-print-copies = how many copies (1 unless said)
option-print-sheets = sheets of each copy

# --- pack ---
about-pack = Seals the data on a medium in place, on the same medium.
example-pack = custody pack A-0001/1 --from /media/usb/課税台帳.csv -o /media/usb/課税台帳.age
option-pack-from = files or folders to seal (repeatable)
option-pack-out = the sealed file, on the same medium
option-pack-keep_source = do not remove the plaintext

# --- split ---
about-split = Gives part of what is counted a number of its own, as for a partial return.
example-split = custody split A-0002/1 --part 4冊
option-split-parts = quantity to part; of a single one the rest stays under the number (repeatable)

# --- unneeded ---
about-unneeded = Records that something is no longer needed for the work (Art. 13-2).
example-unneeded = custody unneeded A-0001 --reason 障害調査の終了
option-unneeded-thing = number of the asset or instance

# --- pledge ---
about-pledge = Pledges (Art. 12, 14-4).

# --- pledge add ---
about-pledge-add = Records that people pledged secrecy, or that a subcontractor is bound by the terms.
example-pledge-add = custody pledge add 作業者A 作業者B --on 令和6年4月1日 --terms 特記事項令和6年4月版
option-pledge-add-org = subcontractor, by number or name
option-pledge-add-on = day of the pledge
option-pledge-add-terms = terms pledged, with their version
option-pledge-add-document = number of the pledge

# --- pledge list ---
about-pledge-list = The pledges.
example-pledge-list = custody pledge list

# --- provide ---
about-provide = Provides to a subcontractor (Art. 13-6, 14); its security manager accepts by signing. What is under way can be provided while the manager holds it.
example-provide = custody provide A-0001/3 --to 有限会社丙 --place 高崎作業室
option-provide-to = subcontractor, by number or name
option-provide-place = where it is handed over, by number or name
option-provide-accepted_by = security manager who accepts, by number or name (not needed for the only one)
option-provide-locked_case = seal number of the locked case, for what cannot be encrypted
option-provide-accepted = file that the receiver signed
option-provide-accept = only sign, as the receiver
option-provide-out = file for the signature

# --- disclose ---
about-disclose = Records that something learned under the contract was disclosed (Art. 12). It needs the prefecture's written approval, after the contract too.
example-disclose = custody disclose A-0001/2 --to 監査法人戊 --items 処理件数
option-disclose-to = to whom, as approved
option-disclose-items = what was told

# --- sub-report ---
about-sub-report = The security manager of a subcontractor reports how many things it has, what it made anew (with the prefecture's approval) and what it destroyed as approved. A destruction with evidence is recorded with custody destroy.
example-sub-report = custody sub-report --counted 2 --made-of A-0001/3 --on-carrier C-0005
option-sub-report-counted = how many things it has, those of the report included
option-sub-report-made_of = number of what the new holdings were made of
option-sub-report-copies = how many new holdings (1 if not given)
option-sub-report-on_carrier = number of the carrier the new holdings are on
option-sub-report-protection = protection of the new holdings
option-sub-report-ended = number of a holding that was destroyed (may be repeated)
option-sub-report-method = how it was destroyed

# --- sub-return ---
about-sub-return = Stores what came back from a subcontractor.
example-sub-return = custody sub-return A-0001/3 --place 第1保管庫

# --- hand-over ---
about-hand-over = Hands over to another person; both sign.
example-hand-over = custody hand-over J-0001 --to 作業者B
option-hand-over-to = who receives, by number or name
option-hand-over-from_absent = the holder who is absent, by number or name (manager and supervisor take over)
option-hand-over-with = the other one who takes over (the supervisor; with --accept the manager)
option-hand-over-accepted = file that the receiver signed
option-hand-over-accept = only sign, as the receiver
option-hand-over-out = file for the signature

# --- transmit ---
about-transmit = Sends a sealed package over a registered channel, with approval.
example-transmit = custody transmit J-0001 --channel 県ファイル交換サービス --sent-to 税務課 --card 課長G.custody-card -o 送信.age
option-transmit-channel = channel (the registered model unless said)
option-transmit-sent_to = who it is sent to
option-transmit-source = what is sent (not needed when the journey has one thing)

# --- examine ---
about-examine = Examines what was found and puts it back into storage (a supervisor and one more).
example-examine = custody examine A-0001/3 --with 作業者A --place 第1保管庫 --serial-read KX-20931 --package /media/usb/課税台帳.age
option-examine-with = the other person, by number or name
option-examine-serial_read = serial number read from the thing itself
option-examine-package = sealed file that was found
option-examine-follow_up = number of the follow-up report to the prefecture

# --- inventory ---
about-inventory = Records an inventory (a supervisor and one more).
example-inventory = custody inventory --place 第1保管庫 --with 作業者A
option-inventory-with = the other person, by number or name
option-inventory-absent = what was not there
option-inventory-seal_broken = what had a broken seal

# --- correct ---
about-correct = Corrects one value of a record (manager and supervisor); the old record stays.
example-correct = custody correct 41 --serial S124 --reason 転記の誤り --with 監督者K
option-correct-record = number of the record
option-correct-title = the right title
option-correct-quantity = the right quantity
option-correct-received_from = who really handed it over
option-correct-due = the right day of return
option-correct-client_doc_no = the right document number of the prefecture
option-correct-serial = the right serial number
option-correct-place = the right place, by number or name
option-correct-purpose = the right purpose
option-correct-with = the other one of manager and supervisor, by number or name

# --- void ---
about-void = Voids an entry made by mistake (manager and supervisor).
example-void = custody void A-0001/3 --reason 二重登録 --with 監督者K
option-void-with = the other one of manager and supervisor, by number or name

# --- software ---
about-software = Software in use and its vulnerabilities (Art. 8).

# --- software add ---
about-software-add = Puts software on the list.
example-software-add = custody software add --name 表計算ソフト --release 16.2 --updated 2024-04-01
option-software-add-name = name
option-software-add-release = version
option-software-add-updated = day that version came into use
option-software-add-banned = may not be used

# --- software change ---
about-software-change = Changes the version or the standing of software.
example-software-change = custody software change 表計算ソフト --release 16.3
option-software-change-software = name
option-software-change-release = version
option-software-change-updated = day that version came into use
option-software-change-banned = may not be used
option-software-change-usable = may be used again

# --- software vulnerability ---
about-software-vulnerability = Records a vulnerability: found, consulted on, dealt with. Repeat with the same name to add what is new.
example-software-vulnerability = custody software vulnerability 表計算ソフト --name CVE-2024-0001 --found 2024-10-01
option-software-vulnerability-software = name of the software
option-software-vulnerability-name = name or number of the vulnerability
option-software-vulnerability-found = day it was found
option-software-vulnerability-consulted = day it was discussed with the prefecture
option-software-vulnerability-handled = day it was dealt with
option-software-vulnerability-measure = what was done

# --- software list ---
about-software-list = The software.
example-software-list = custody software list

# --- policy ---
about-policy = The prefecture's policy documents (Art. 1).

# --- policy add ---
about-policy-add = Records the receipt of a policy document or a new version.
example-policy-add = custody policy add --title 情報セキュリティポリシー --release 第5版 --received 2024-04-01
option-policy-add-title = title
option-policy-add-release = version
option-policy-add-received = day of receipt

# --- policy acknowledge ---
about-policy-acknowledge = Records that it was read and will be kept to. Without names: whoever runs it.
example-policy-acknowledge = custody policy acknowledge --title 情報セキュリティポリシー
option-policy-acknowledge-title = title
option-policy-acknowledge-on = day

# --- policy list ---
about-policy-list = The policy documents and who has read them.
example-policy-list = custody policy list

# --- scope ---
about-scope = What may be accessed and how (Art. 10).

# --- scope add ---
about-scope-add = Adds to the access scope, on the prefecture's document.
example-scope-add = custody scope add --category 課税資料 --extent 全件 --method 端末 --form paper_original --number 税第50号 --date 2024-10-01 --filed-at 契約書つづり
option-scope-add-category = category
option-scope-add-extent = extent
option-scope-add-method = access method
option-scope-add-form = kind of document
option-scope-add-number = document number
option-scope-add-date = date of the document
option-scope-add-filed_at = where it is filed

# --- scope list ---
about-scope-list = The access scope.
example-scope-list = custody scope list

# --- service-level ---
about-service-level = Service levels, targets and values (Art. 6).

# --- service-level add ---
about-service-level-add = Records what a service level came to.
example-service-level-add = custody service-level add 稼働率 --value 99.95 --from 2024-09-01 --until 2024-09-30
option-service-level-add-level = service level, as the contract calls it
option-service-level-add-value = value reached
option-service-level-add-from = first day
option-service-level-add-until = last day
option-service-level-add-missed = the target was missed
option-service-level-add-remark = remark

# --- service-level list ---
about-service-level-list = Targets and values.
example-service-level-list = custody service-level list

# --- consult ---
about-consult = Consultations with the prefecture (Art. 7, 8, 19).

# --- consult add ---
about-consult-add = Records a consultation.
example-consult-add = custody consult add --on 2024-10-01 --person 責任者R --person 担当T --question 多要素認証の導入 --agreement 11月から導入する
option-consult-add-on = day
option-consult-add-person = who took part, of both sides (repeatable)
option-consult-add-question = what was asked
option-consult-add-agreement = what was agreed
option-consult-add-effect = effect on the contract's terms
option-consult-add-document = number of the minutes

# --- consult list ---
about-consult-list = The consultations.
example-consult-list = custody consult list

# --- inspection ---
about-inspection = The prefecture's inspections (Art. 15).

# --- inspection add ---
about-inspection-add = Records an inspection.
example-inspection-add = custody inspection add --on 2024-10-01 --by 担当T --scope 保管状況 --findings なし
option-inspection-add-on = day
option-inspection-add-inspectors = inspector (repeatable)
option-inspection-add-scope = what was inspected
option-inspection-add-findings = findings
option-inspection-add-remedy = remedy
option-inspection-add-document = number of the document handed over

# --- inspection list ---
about-inspection-list = The inspections.
example-inspection-list = custody inspection list

# --- log import ---
about-log-import = Registers a log file by its digest (Art. 9). The file stays where it is.
example-log-import = custody log import access-2024-05.log --system 税務システム --from 2024-05-01 --until 2024-05-31 --filed-at ログ保管サーバ
option-log-import-file = log file
option-log-import-system = system it is a log of
option-log-import-kind = kind: records of the work, or an access and event log
option-log-import-from = first moment
option-log-import-until = last moment
option-log-import-entries = entries (default: lines)
option-log-import-filed_at = where it is kept

# --- log remove ---
about-log-remove = Records that a log is no longer kept. Refused within the retention period.
example-log-remove = custody log remove 41 --reason 保管期間の経過
option-log-remove-record = record that registered the log

# --- log submit ---
about-log-submit = Records that form 16 was handed in.
example-log-submit = custody log submit --instruction 52 --document F16-0003
option-log-submit-instruction = record of the prefecture's instruction
option-log-submit-document = number of the form 16
option-log-submit-on = day

# --- log list ---
about-log-list = The logs.
example-log-list = custody log list

# --- open ---
option-open-software = software it is opened with, where some is listed

# --- checkpoint, witness, trust ---
about-checkpoint = The ledger's head, and who outside has seen it; with --request, what a witness is asked with.
example-checkpoint = custody checkpoint --request to-the-prefecture.request
option-checkpoint-request = file to hand to the witness
option-checkpoint-from = number of records that the witness saw last (else as taken in here)
about-witness = Cosigns the checkpoints of ledgers, by the prefecture or another office outside.
about-witness-init = Makes the witness's own key, and the place where it keeps what it saw.
example-witness-init = custody witness init --name witness.example/tax
option-witness-init-name = name of the witness, without blanks
about-witness-sign = Cosigns a checkpoint that continues what was seen before; refuses any other.
example-witness-sign = custody witness sign to-the-prefecture.request
option-witness-sign-request = file from whoever keeps the ledger
option-witness-sign-out = file to hand back (REQUEST.cosigned)
about-witness-list = What was cosigned last of each ledger.
example-witness-list = custody witness list
about-trust = Whose keys are believed: ledgers and witnesses, compared over the telephone.
about-trust-add = Adds keys of ledgers and witnesses.
example-trust-add = custody trust add VKEY --quorum 1
option-trust-add-keys = key as "custody checkpoint" or "custody witness init" shows it
option-trust-add-quorum = how many of the witnesses are enough
about-trust-list = The keys that are believed.
example-trust-list = custody trust list
option-log-proof = write the proof of one record, to be checked without the ledger
option-log-record = number of the record
option-log-out = file of the proof
