# Help and the manual. Keys: about-<command>, example-<command>, option-<command>-<id> or option-<id> for all commands.
guide =
    custody は、県から預かったデータの保管を記録し、契約に反する操作を断るプログラムです。

    はじめに：
      custody tour                         一通りの流れを、見本のデータで試す
      custody keygen --name 氏名            自分の鍵を作る
      custody init --example > setup.toml  契約の内容を書き込む見本を出す
      custody init 台帳 --setup setup.toml
    詳しくは custody --help
exit-codes =
    終了コード：
      0 完了・記録済 · 2 使い方 · 3 改ざん・破損 · 4 規則による拒否 · 5 鍵・パスフレーズ · 6 形式
      7 入出力 · 8 競合 · 9 上限 · 10 時計 · 12 出力先の切断 · 130 中断
heading-usage = 使い方：
heading-commands = 操作
heading-arguments = 引数
heading-options = オプション
heading-global = 共通のオプション
heading-example = 例：
help-values = ［値：%］
help-default = ［既定：%］
usage-command = <操作>
usage-options = {"["}オプション]

# --- every command ---
about-custody = 県から預かったデータの保管・複製・持出し・返還・廃棄を記録し、契約に反する操作を断ります。
example-custody =
    custody tour
    custody take A-0001/1 --place 前橋作業室 --purpose 保守作業
option-vault = 台帳のフォルダ（なければCUSTODY_VAULT、又は上位の台帳のフォルダ）
option-by = 自分の鍵の名前（鍵が一つなら不要）
option-passphrase_fd = パスフレーズを読む記述子の番号（1行目。新しく設定するときは2行目も）
option-yes = 確認の問いにすべて「はい」と答える
option-dry_run = 何が記録されるか、又は断られる理由だけを表示し、何も変えない
option-at = 操作をした日時（過去。例：2024-10-01T14:05+09:00）
option-explain = 断られる理由をすべて表示する
option-json = 結果をJSONで出す
option-quiet = 注意と誤りのほかは表示しない
option-verbose = 詳しく表示する
option-no_color = 色を使わない（NO_COLORでも可）
option-lang = 言語
option-help = この説明を表示する
option-version = 版を表示する

# --- shared by several commands ---
option-out = 出力するファイル（-は標準出力）
option-force = 既にあるファイルを置き換える
option-instance = 対象の管理番号（例：A-0001/1）
option-instances = 対象の管理番号（例：A-0001/1）
option-place = 場所の番号又は名称
option-purpose = 使用目的
option-approval = 使う承認の番号（なければ有効なものから選ぶ）
option-person = 氏名又は番号
option-persons = 従事者の氏名又は番号（繰り返し可）
option-name = 名称
option-journey = 持出しの番号（例：J-0001）
option-carrier = 媒体の番号（例：C-0001）
option-things = 番号（A-0001、A-0001/1、J-0001など）
option-id = 番号（A-0001、A-0001/1、C-0001、J-0001など）
option-reason = 理由
option-witness = 立会者の氏名又は番号（実施者と別の者）
option-serial = 製造番号
option-model = メーカー・型番
option-management_no = ラベルの管理番号
option-seal_no = 封印番号
option-from = 始まり（その日又は日時を含む）
option-until = 終わり（その日又は日時を含む）
option-kind = 種類
option-count = 部数
option-remark = 備考
option-seal_broken = 封緘に異常があった
option-protection = 保護の状態
option-people = この人宛てに封緘する（名簿にあるカードを使う）
option-card = カードのファイル
option-cards = 受取人のカードのファイル（繰り返し可）
option-recipients = 受取人の age1…（繰り返し可）
option-scrypt_limit = パスフレーズの確認に許す計算の量（2のN乗、20から22まで。1上げるごとに時間もメモリも倍）
option-passphrase = 鍵ではなくパスフレーズを使う
option-explained_by = 説明した者の氏名又は番号
option-start = 出発する場所の番号又は名称（なければ保管場所）
option-on_carrier = 運ぶ媒体の番号
option-departure = 出発予定の日時
option-arrival = 到着予定の日時
option-back = 帰着予定の日時
option-route = 経路・手段
option-key_handover = 鍵の受渡し方法
option-disposal = 用済み後に承認なく使える廃棄の方法（繰り返し可）
option-number = 甲の文書番号
option-date = 甲の文書の日付
option-request = 申請のファイル
option-address = 所在地
option-contact = 連絡先
option-file = ファイル
option-files = ファイル
option-holder = 氏名又は番号、又はrecovery
option-circumstances = 経緯

# --- keygen ---
about-keygen = 自分の鍵（パスフレーズで暗号化したファイル）とカードを作ります。
example-keygen = custody keygen --name 佐藤花子
option-keygen-name = 氏名
option-keygen-out = 鍵ファイル（なければCUSTODY_HOMEの中）
option-keygen-pq = 耐量子の鍵にする（age1pq…、量子コンピュータでも開けない）

# --- key ---
about-key = 自分の鍵を扱います。

# --- key list ---
about-key-list = CUSTODY_HOMEの鍵を一覧にします。
example-key-list = custody key list

# --- key show ---
about-key-show = 鍵の公開部分と指紋を表示します。
example-key-show = custody key show
option-key-show-name = 鍵の名前（一つなら不要）

# --- key recipient ---
about-key-recipient = 封緘の宛先になる age1… の行を出します。
example-key-recipient = custody key recipient > 佐藤.txt
option-key-recipient-name = 鍵の名前（一つなら不要）

# --- key card ---
about-key-card = 人に渡すカードを書き出します。
example-key-card = custody key card -o 佐藤.custody-card
option-key-card-name = 鍵の名前（一つなら不要）

# --- key passwd ---
about-key-passwd = パスフレーズを変えます。
example-key-passwd = custody key passwd
option-key-passwd-name = 鍵の名前（一つなら不要）

# --- key backup ---
about-key-backup = 鍵ファイルの控えを書き出します。
example-key-backup = custody key backup -o /media/usb/佐藤.custody-key
option-key-backup-name = 鍵の名前（一つなら不要）

# --- init ---
about-init = 契約、最初の責任者及び回復鍵とともに台帳を開設します。
example-init =
    custody init --example > setup.toml
    custody init 税務保守 --setup setup.toml --recovery-out 回復用.txt
option-init-folder = 新しい台帳のフォルダ
option-init-contract = 契約番号
option-init-title = 契約件名
option-init-client = 宛先となる甲の所属
option-init-contractor = 乙の名称
option-init-from = 契約期間の初日
option-init-until = 契約期間の末日
option-init-profile = 特記事項のプロファイル（TOML）
option-init-setup = 設定ファイル（TOML）
option-init-recovery_out = 回復用の鍵を書き出すファイル（紙に印刷し、別に保管）
option-init-example = 設定ファイルの見本を出す

# --- profile ---
about-profile = 契約の条項のプロファイルを検査し、又は甲の書面により変更します。

# --- profile check ---
about-profile-check = プロファイルのファイルを検査し、誤りのある行を示します（台帳は不要）。
example-profile-check = custody profile check 特約条項.toml
option-profile-check-file = プロファイルのファイル（TOML）

# --- profile amend ---
about-profile-amend = 甲の書面により、契約の条項又は期間を変更します。
example-profile-amend = custody profile amend 変更後.toml --form paper_original --number 税第30号 --date 令和6年12月1日 --filed-at 契約書つづり --reason 条項の改正のため
option-profile-amend-file = 変更後のプロファイルのファイル（TOML）
option-profile-amend-until = 変更後の契約の終わりの日
option-profile-amend-work_items = 加える業務（繰り返し可）
option-profile-amend-purposes = 加える使用目的（繰り返し可）
option-profile-amend-deliverables = 加える成果物（繰り返し可）
option-profile-amend-access = 加える情報の種類、範囲及びアクセス方法（繰り返し可）
option-profile-amend-form = 書面の形式
option-profile-amend-filed_at = 書面の保管場所
option-profile-amend-reason = 変更の理由

# --- end-contract ---
about-end-contract = 契約の満了又は解除を登録し、未了のものを示します。この後は返還、廃棄及び事故報告のみ行えます（第17条）。
example-end-contract = custody end-contract --terminated 令和6年12月1日 --reason 甲の都合による --form paper_original --number 税第40号 --date 令和6年11月25日 --filed-at 契約書つづり --instructions 1週間以内に返還すること
option-end-contract-terminated = 解除の日（指定しなければ満了）
option-end-contract-reason = 理由（満了では省略可）
option-end-contract-instructions = 甲の指示
option-end-contract-form = 解除の書面の形式
option-end-contract-filed_at = 書面の保管場所

# --- person ---
about-person = 体制（責任者、監督者、作業者及び甲の職員）を登録します。

# --- person add ---
about-person-add = 従事者又は甲の職員を登録します。
example-person-add = custody person add --name 山田太郎 --role worker --work-scope 税 --employment direct --evidence 社員番号1024
option-person-add-name = 氏名（表記のまま）
option-person-add-reading = よみ
option-person-add-employer = 所属する組織の番号又は名称
option-person-add-employment = 雇用区分
option-person-add-evidence = 社員番号又は確認資料
option-person-add-role = 役割
option-person-add-from = 役割の初日
option-person-add-work_scope = 作業範囲の業務（繰り返し可）
option-person-add-authority = 甲の職員の権限
option-person-add-post = 職
option-person-add-subject = 承認できる事項（コンマで区切る）

# --- person change ---
about-person-change = 登録の内容を変えます。
example-person-change = custody person change H-003 --work-scope 税 --work-scope 住民記録
option-person-change-reading = よみ
option-person-change-employer = 所属する組織の番号又は名称
option-person-change-employment = 雇用区分
option-person-change-evidence = 社員番号又は確認資料
option-person-change-role = 役割
option-person-change-from = 役割の初日
option-person-change-work_scope = 作業範囲の業務（繰り返し可）
option-person-change-authority = 甲の職員の権限
option-person-change-post = 職
option-person-change-subject = 承認できる事項（コンマで区切る）

# --- person retire ---
about-person-retire = 役割を終えた者を体制から外します。
example-person-retire = custody person retire H-003 --on 2025-03-31
option-person-retire-on = 役割の末日

# --- person notice ---
about-person-notice = 体制の通知（様式12-1）又は変更の報告（様式12-2）を甲に行ったことを記録します。氏名を略すと、報告していない変更のすべてです。
example-person-notice = custody person notice --document F12-0003 --on 2024-10-04
option-person-notice-document = 甲に提出した文書の番号
option-person-notice-on = 提出した日

# --- person list ---
about-person-list = 体制を一覧にします。
example-person-list = custody person list

# --- org ---
about-org = 組織を登録します。

# --- org add ---
about-org-add = 組織を登録します。
example-org-add = custody org add --name 株式会社北関東運輸 --kind transporter
option-org-add-parent = 上位の組織の番号又は名称

# --- org change ---
about-org-change = 組織の名称又は所在地を改めます。上位の組織は変えられません（承認が組織ごとのため）。
example-org-change = custody org change 有限会社丙 --address 高崎市1番地
option-org-change-org = 組織の番号又は名称

# --- org notify ---
about-org-notify = 再委託先のセキュリティ責任者と従事者を甲に書面で通知したことを記録します（第14条第3項）。その日に体制通知書に記載されている全員が対象です。
example-org-notify = custody org notify 有限会社丙 --on 令和6年5月1日 --document 乙第21号
option-org-notify-org = 再委託先の番号又は名称
option-org-notify-on = 通知した日
option-org-notify-document = 乙の文書番号

# --- org check ---
about-org-check = 再委託先の管理及び監督のための点検を記録します（第14条第4項）。
example-org-check = custody org check 有限会社丙 --counted 2 --findings 施錠の記録に漏れ --remedy 記録簿を改めた
option-org-check-org = 再委託先の番号又は名称
option-org-check-on = 点検日
option-org-check-counted = 再委託先で確認した保有数
option-org-check-findings = 指摘
option-org-check-remedy = 是正

# --- org list ---
about-org-list = 組織を一覧にします。
example-org-list = custody org list

# --- place ---
about-place = 作業場所と保管場所を登録します。

# --- place add ---
about-place-add = 場所を登録します。
example-place-add = custody place add --name 第1保管庫 --kind locked_cabinet --lockable --inside 前橋作業室
option-place-add-inside = その場所がある場所の番号又は名称
option-place-add-lockable = 施錠できる
option-place-add-entry_log = 入退去を記録している
option-place-add-designated = 甲が指定した作業場所
option-place-add-approved_by = 作業場所を承認した文書の番号
option-place-add-key_keeper = 鍵管理者の氏名又は番号

# --- place change ---
about-place-change = 場所の登録を変更します。
example-place-change = custody place change 第1保管庫 --key-keeper 責任者R
option-place-change-key_keeper = 鍵管理者の氏名又は番号

# --- place list ---
about-place-list = 場所を一覧にします。
example-place-list = custody place list

# --- carrier ---
about-carrier = 媒体と機器を登録します。

# --- carrier add ---
about-carrier-add = 媒体又は機器を登録します（私物は登録できません）。
example-carrier-add = custody carrier add --type usb_flash --owner contractor --serial KX-20931 --management-no USB-07 --finder-contact 027-000-0000
option-carrier-add-carrier_type = 種類
option-carrier-add-owner = 所有者
option-carrier-add-finder_contact = 拾った人の連絡先
option-carrier-add-hardware_encryption = 機器自身が暗号化する

# --- carrier list ---
about-carrier-list = 媒体を一覧にします。
example-carrier-list = custody carrier list

# --- training ---
about-training = 教育を記録します（第11条）。

# --- training add ---
about-training-add = 実施した教育を記録します。
example-training-add = custody training add H-002 H-003 --on 2024-04-05 --valid-until 2025-03-31 --content 特記事項第1版 --trainer 佐藤花子 --covers-terms
option-training-add-on = 実施日
option-training-add-valid_until = 有効期限
option-training-add-content = 内容
option-training-add-trainer = 講師
option-training-add-understanding = 理解度の確認方法と結果
option-training-add-covers_terms = 特記事項を内容に含む

# --- training list ---
about-training-list = 各人の最新の教育を一覧にします。
example-training-list = custody training list

# --- receive ---
about-receive = 甲から受領した情報資産を登録し、電子データはその場で封緘します。
example-receive =
    custody receive 課税台帳.csv --title 個人住民税課税台帳データ --category 税 --work 税 --quantity 120000件 --from 担当T --personal --subjects 120000 --items 氏名,住所 --place 第1保管庫
    custody receive --on-carrier usb_flash --serial S123 --title 個人住民税課税台帳データ --category 税 --work 税 --quantity 120000件 --from 担当T --place 第1保管庫
option-receive-paths = 受領したファイル又はフォルダ
option-receive-title = 名称
option-receive-category = 情報の種類
option-receive-work = 業務
option-receive-quantity = 数量と単位（例：120000件）
option-receive-received_from = 引渡者
option-receive-serials = 媒体の製造番号の一覧（1行に一つ。媒体ごとに管理番号が付く）
option-receive-kind = 第2条の区分
option-receive-supply = 貸与・提供などの別
option-receive-personal = 個人情報を含む
option-receive-subjects = 個人情報の人数
option-receive-items = 個人情報の項目（コンマで区切る）
option-receive-due = 返還期限
option-receive-document = 甲の文書番号
option-receive-on_carrier = 受領した媒体の種類（媒体のまま登録する）
option-receive-carrier = 登録済みの媒体の番号
option-receive-intake_included = 台帳への読込みを含む引渡し書の番号
option-receive-remove_source = 封緘した後、元のファイルを消す

# --- status ---
about-status = いまの状況を、期限を過ぎたものから表示します。
example-status = custody status

# --- list ---
about-list = 台帳を一覧にします。封緘されたファイルを指定すると、その中にあるものを、全部を開かずに一覧にします。
example-list =
    custody list --overdue
    custody list --find 課税台帳
    custody list package.age
option-list-input = 中を一覧にする、封緘されたファイル
option-list-identities = age の秘密鍵のファイル（繰り返し可）
option-list-passphrase = パスフレーズで開く
option-list-state = 状態（繰り返し可）
option-list-overdue = 期限を過ぎたものだけ
option-list-with_subs = 再委託先及び廃棄業者にあるものを、保有者ごとに一覧にする（回収用）
option-list-find = 名称・番号・氏名の一部（かな、幅、髙と高などを区別しない）

# --- access ---
about-access = 今日、誰が何を開けるかを一覧にします。
example-access =
    custody access
    custody access A-0001

# --- show ---
about-show = 一つのものについて分かることをすべて表示します。
example-show = custody show A-0001/1

# --- log ---
about-log = 記録を順に表示します。
example-log = custody log A-0001

# --- take ---
about-take = 使用のために取り出します。
example-take = custody take A-0001/1 --place 前橋作業室 --purpose 保守作業
option-take-method = アクセス方法

# --- store ---
about-store = 保管場所に格納します。
example-store = custody store A-0001/1 --place 第1保管庫

# --- open ---
about-open = 期限のある作業用の展開（平文）を作ります。
example-open = custody open A-0001/2 --to 作業 --place 前橋作業室 --purpose 保守作業
option-open-folder = 展開先のフォルダ（新しく作る）
option-open-method = アクセス方法
option-open-carrier = 平文を置く機器の番号（なければこの機器）
option-open-sealed = 媒体の上の封緘されたファイル（なければ保管庫の中のもの）

# --- close ---
about-close = 作業用の展開を終え、平文を消します。
example-close = custody close A-0001/3
option-close-discard_changes = 展開後の変更を捨てる
option-close-overwritten = 領域を上書きした
option-close-method = 終え方

# --- request ---
about-request = 甲への申請書と申請の文書を作ります。

option-standing = 期間内は回数を定めない（--until が必要）
option-draft = 下書きとして登録し、まだ甲に出さない

# --- request copy ---
about-request-copy = 複製の承認を申請します（様式4-1）。
example-request-copy = custody request copy A-0001/1 --count 1 --to-carrier C-0002 --person 山田太郎 --reason 障害調査のため --until 2024-10-31 -o R.custody-request
option-request-copy-reason = 申請の理由
option-request-copy-carriers = 複製先の媒体の番号（繰り返し可）
option-request-copy-types = 複製先の媒体の種類（繰り返し可）
option-request-copy-orgs = 複製する再委託先の番号又は名称（繰り返し可）
option-request-copy-place = 複製物の保管場所
option-request-copy-persons = 利用者の氏名又は番号（繰り返し可）

# --- request carry ---
about-request-carry = 持出しの承認を申請し、持出しを計画します（様式5-1）。
example-request-carry = custody request carry A-0001/2 --to 高崎コールセンター --person 山田太郎 --on-carrier C-0002 --departure "2024-10-01 13:00" --arrival "2024-10-01 14:00" --back "2024-10-01 17:00" --route 社用車 --key-handover 電話で別に伝える --reason 現地作業のため -o R.custody-request
option-request-carry-reason = 申請の理由
option-request-carry-to = 持出し先の場所の番号又は名称
option-request-carry-persons = 運搬者の氏名又は番号（繰り返し可）
option-request-carry-copies = 持出し用の複製部数
option-request-carry-unencrypted = 暗号化しない理由と代わる措置
option-request-carry-paper = 紙を含む

# --- request destroy ---
about-request-destroy = 廃棄の承認を申請します（様式8-1）。
example-request-destroy = custody request destroy A-0001/3 --method physical --place 前橋作業室 --witness 監督者K --reason 業務完了のため -o R.custody-request
option-request-destroy-reason = 申請の理由
option-request-destroy-serials = 媒体の製造番号の一覧（1行に一つ）
option-request-destroy-methods = 廃棄の方法（繰り返し可）
option-request-destroy-disposers = 引き渡す廃棄業者の番号又は名称（繰り返し可）
option-request-destroy-removal = 廃棄業者への搬出を含む
option-request-destroy-unsanitised = 未消去のまま引き渡す
option-request-destroy-client_witness = 甲の立会いを求める

# --- request purpose ---
about-request-purpose = 目的外利用の承認を申請します（様式20）。
example-request-purpose = custody request purpose A-0001/2 --use "税務統計の作成" --items 課税額 --until 2024-12-31 --reason 県の依頼のため -o R.custody-request
option-request-purpose-reason = 申請の理由
option-request-purpose-other_use = 委託業務以外の用途
option-request-purpose-items = 使う項目
option-request-purpose-persons = 利用者の氏名又は番号（繰り返し可）

# --- request provide ---
about-request-provide = 受託者以外の者への提供の承認を申請します（様式20）。
example-request-provide = custody request provide A-0001/2 --to 有限会社丙 --items 課税額 --give-back 作業後に媒体で返却 --until 2024-12-31 --reason 再委託業務のため -o R.custody-request
option-request-provide-reason = 申請の理由
option-request-provide-to = 提供の相手の組織の番号又は名称（繰り返し可）
option-request-provide-items = 提供する項目
option-request-provide-give_back = 返還方法
option-request-provide-persons = 引き渡す従事者の氏名又は番号（繰り返し可）

# --- request subcontract ---
about-request-subcontract = 再委託の承認を申請します（様式11-1）。第14条第2項の五つの事項がすべて必要です。
example-request-subcontract = custody request subcontract 有限会社丙 --content 帳票の印刷 --information 課税台帳の氏名及び住所 --safeguards "施錠した作業室、暗号化" --supervision "月1回の点検" --until 2025-03-31 --reason 設備がないため -o R.custody-request
option-request-subcontract-org = 再委託先の番号又は名称（custody org add で登録したもの）
option-request-subcontract-reason = 再委託する理由
option-request-subcontract-content = 再委託する内容
option-request-subcontract-information = 取り扱う情報
option-request-subcontract-safeguards = 安全確保措置の実施方法
option-request-subcontract-supervision = 管理及び監督の方法

# --- request place ---
about-request-place = 作業場所の承認を申請します（様式19）。
example-request-place = custody request place 大阪事務所 --person 山田太郎 --equipment "施錠できる作業室、専用端末" --until 2025-03-31 --reason 現地対応のため -o R.custody-request
option-request-place-place = 場所の番号又は名称（custody place add --kind workplace で登録したもの）
option-request-place-reason = 申請の理由
option-request-place-persons = そこで作業する従事者の氏名又は番号（繰り返し可）
option-request-place-equipment = 設備

# --- request disclose ---
about-request-disclose = 業務上知り得た情報の開示の承認を申請します（様式20）。
example-request-disclose = custody request disclose --to 監査法人丁 --items 処理件数 --give-back 返還を要しない --until 2025-03-31 --reason 監査のため -o R.custody-request
option-request-disclose-reason = 申請の理由
option-request-disclose-instances = 対象の番号（あれば）
option-request-disclose-to = 開示の相手
option-request-disclose-items = 開示する項目
option-request-disclose-give_back = 返還方法

# --- request extend ---
about-request-extend = 承認の期間の延長を申請します。承認されると新しい番号になり、運搬中の持出しに引き継がれます。
example-request-extend = custody request extend P-0001 --until "2024-10-04 17:00" --reason 作業の延長のため -o R.custody-request
option-request-extend-permission = 延長する承認の番号
option-request-extend-reason = 申請の理由

# --- request send ---
about-request-send = 下書きの申請を甲に出します。
example-request-send = custody request send R-0001 -o R.custody-request
option-request-send-request = 申請の番号

# --- request withdraw ---
about-request-withdraw = 甲が回答する前の申請を取り下げます。
example-request-withdraw = custody request withdraw R-0001 --reason 不要となったため
option-request-withdraw-request = 申請の番号
option-request-withdraw-reason = 取下げの理由

# --- approve ---
about-approve = 甲の承認権者が申請を承認します（鍵だけで、台帳は不要）。
example-approve = custody approve R.custody-request --number 税第12号 --until 2024-10-31 --condition "使用後は直ちに廃棄すること" -o P.custody-approval
option-approve-until = 承認の期限
option-approve-count = 認める回数又は部数
option-approve-conditions = 条件（繰り返し可）

# --- decline ---
about-decline = 甲の承認権者が申請を承認しないことを回答します。
example-decline = custody decline R.custody-request --reason 期間が長すぎる -o P.custody-approval

# --- instruct ---
about-instruct = 甲が持出しを指示します（鍵だけで、台帳は不要）。宛先は乙の責任者に限られます。
example-instruct = custody instruct A-0001/2 --of R.custody-request --addressee H-001 --to L-04 --person H-003 --on-carrier C-0002 --copies 1 --until 2024-10-31 -o I.custody-instruction
option-instruct-instances = 対象の番号（繰り返し可）
option-instruct-contract = 同じ契約の申請のファイル（台帳と甲の職員の番号が分かる）
option-instruct-addressee = 宛先の責任者の番号
option-instruct-to = 持出し先の場所の番号（繰り返し可）
option-instruct-persons = 運搬者の番号（繰り返し可）
option-instruct-carriers = 媒体の番号（繰り返し可）
option-instruct-types = 媒体の種類（繰り返し可）
option-instruct-copies = 持出し用の複製部数
option-instruct-unencrypted = 暗号化しない理由と代わる措置
option-instruct-paper_allowed = 紙を含む
option-instruct-conditions = 条件（繰り返し可）

# --- revoke ---
about-revoke = 甲が承認又は指示を取り消します（鍵だけで、台帳は不要）。
example-revoke = custody revoke R.custody-request --reason 事故の調査のため -o V.custody-revocation
option-revoke-granted = 承認した申請のファイル、又は指示書のファイル
option-revoke-reason = 取消しの理由

# --- instruction ---
about-instruction = 甲の指示（持出しを除く）の登録簿です。持出しの指示は custody instruct 又は custody paper で登録します。

# --- instruction add ---
about-instruction-add = 甲の指示を登録します。宛先は責任者に限られます。
example-instruction-add = custody instruction add --text "作業端末の更新状況を報告すること" --due 令和6年10月31日 --addressee 責任者R --by 担当T --form paper_original --number 税第40号 --date 令和6年10月1日
option-instruction-add-text = 指示の内容
option-instruction-add-due = 回答の期限
option-instruction-add-addressee = 宛先の責任者の氏名又は番号
option-instruction-add-decided_by = 指示した甲の職員の氏名又は番号
option-instruction-add-form = 書面の形式
option-instruction-add-filed_at = 書面の保管場所

# --- instruction answer ---
about-instruction-answer = 指示に対して行ったこと又は回答を登録します。
example-instruction-answer = custody instruction answer 41 --text "全端末を更新し、報告書を提出した" --number 上毛第5号
option-instruction-answer-record = 指示を登録した記録の番号
option-instruction-answer-text = 行ったこと又は回答
option-instruction-answer-number = 回答の文書番号

# --- instruction list ---
about-instruction-list = 指示、期限及び回答の一覧です。
example-instruction-list = custody instruction list

# --- import ---
about-import = 承認、不承認、受領書、カードなど、届いた文書を取り込みます。
example-import = custody import P.custody-approval
option-import-place = 受領されなかったものを格納する場所

# --- paper ---
about-paper = 書面、電子メール、ファクス又は口頭による甲の決定を転記し、画像を封緘して保管します。
example-paper = custody paper R-0001 --form paper_original --number 税第12号 --date 令和6年10月1日 --by 課長G --scan 承認書.pdf --filed-at 契約書つづり
option-paper-things = 申請の番号。取消しは承認の番号、指示及び受領書は対象の番号（繰り返し可）
option-paper-form = 書面の形式
option-paper-number = 書面の番号
option-paper-date = 書面の日付
option-paper-decided_by = 決定した甲の職員の氏名又は番号
option-paper-scan = 書面の画像又は電子メールのファイル
option-paper-filed_at = 書面の保管場所
option-paper-until = 承認の期限
option-paper-count = 認められた回数又は部数
option-paper-conditions = 条件（繰り返し可）
option-paper-declined = 不承認だった
option-paper-reason = 不承認又は取消しの理由
option-paper-received = 返還したものを甲が受領した（受領書）
option-paper-rejected = 甲が受領しなかった
option-paper-serials = 受領書の製造番号が台帳と違うとき（繰り返し可）
option-paper-quantities = 受領書の数量が台帳と違うとき（繰り返し可）
option-paper-place = 受領されなかったものを格納する場所
option-paper-revoked = 承認又は指示が取り消された
option-paper-addressee = 指示の宛先の責任者の氏名又は番号
option-paper-to = 指示された持出し先の番号又は名称（繰り返し可）
option-paper-persons = 指示された運搬者の氏名又は番号（繰り返し可）
option-paper-carriers = 指示された媒体の番号（繰り返し可）
option-paper-types = 指示された媒体の種類（繰り返し可）
option-paper-copies = 指示された持出し用の複製部数
option-paper-unencrypted = 暗号化しない理由と代わる措置（指示）
option-paper-paper_allowed = 紙を含む（指示）

# --- check ---
about-check = 転記された承認を、転記者と別の者が書面と見比べて確認します（様式1）。
example-check = custody check P-0001
option-check-permission = 承認の番号
option-check-image = 確認の代わりに、保管された画像をこのフォルダーに出す

# --- copy ---
about-copy = 甲の承認を得て複製します。
example-copy = custody copy A-0001/1 --to-carrier C-0002 --place 第1保管庫 -o /media/usb/課税台帳.age
option-copy-to_carrier = 複製先の媒体の番号
option-copy-from = 媒体から読み込むファイル
option-copy-out = 複製を書くファイル

# --- brief ---
about-brief = 運搬者が運搬中の指示事項を確認し、署名します（様式6）。
example-brief = custody brief J-0001 --explained-by 責任者R

# --- carry ---
about-carry = 封緘して検査し、持出しを記録します。
example-carry =
    custody carry J-0001 -o /media/usb/package.age --card 高崎.custody-card --carrier C-0002
    custody carry --for-return --plan A-0001/1 --to 県庁 --person 責任者R --departure "2025-03-31 10:00" --arrival "2025-03-31 11:00" --route 社用車 --key-handover 電話
option-carry-things = 持出しの番号、又は--planでは対象の管理番号
option-carry-out = パッケージのファイル
option-carry-source = 封緘する元の管理番号（一つなら不要）
option-carry-as_is = 媒体をそのまま持ち出す
option-carry-locked_case = 施錠ケースの封印番号
option-carry-carrier = 運ぶ媒体の番号
option-carry-contact = 拾った人の連絡先（暗号化されない）
option-carry-plan = 持出しを計画するだけにする
option-carry-for_return = 返還のための持出し
option-carry-persons = 運搬者の氏名又は番号（繰り返し可）
option-carry-to = 持出し先の場所の番号又は名称

# --- arrive ---
about-arrive = 持出し先への到着を記録します。
example-arrive = custody arrive J-0001 --place 高崎コールセンター

# --- back ---
about-back = 持帰りと格納を記録します。
example-back = custody back J-0001 --place 第1保管庫

# --- return ---
about-return = 甲に返還します（様式7-1。承認は不要）。
example-return = custody return A-0001/1 --to 担当T -o 返還
option-return-to = 受け取る甲の職員の氏名又は番号
option-return-whole = 全部の返還
option-return-folder = 返還書とパッケージを書くフォルダ
option-return-contact = 拾った人の連絡先（暗号化されない）

# --- receipt ---
about-receipt = 甲の職員が返還を受領し、署名します（鍵だけで、台帳は不要）。
example-receipt = custody receipt 返還.custody-return --serial A-0001/1=S123 -o 受領.custody-receipt
option-receipt-note = 返還の文書
option-receipt-serials = 現物の製造番号（管理番号=製造番号。繰り返し可）
option-receipt-quantities = 数えた数量（管理番号=数量。繰り返し可）
option-receipt-rejected = 受領しない

# --- plan-destroy ---
about-plan-destroy = 承認された廃棄の予定を記録します。
example-plan-destroy =
    custody plan-destroy A-0001/3 --method physical --place 前橋作業室 --on 2024-11-01 --witness 監督者K
    custody plan-destroy A-0001/3 --cancel --place 第1保管庫
option-plan-destroy-serials = 媒体の製造番号の一覧（1行に一つ）
option-plan-destroy-method = 廃棄の方法
option-plan-destroy-on = 予定日
option-plan-destroy-cancel = 予定を取り消す
option-plan-destroy-place = 場所の番号又は名称（取消しでは格納する場所）

# --- sanitise ---
about-sanitise = 廃棄待ちのものの消去を、まとめて記録し、様式10を作ります。
example-sanitise = custody sanitise --serials 製造番号.txt --method overwrite --tool 消去ソフト --tool-version 1.2 --evidence 消去記録.csv --witness 監督者K
option-sanitise-serials = 製造番号の一覧のファイル（1行に一つ）
option-sanitise-method = 消去の方法
option-sanitise-evidence = 証拠のファイル（繰り返し可）
option-sanitise-serial_read = 現物から読み取った製造番号
option-sanitise-tool = 機器・道具
option-sanitise-tool_version = その版

# --- release ---
about-release = 廃棄待ちのものの廃棄業者への引渡しを、まとめて記録します。消去前のものは引き渡せません。
example-release = custody release --serials 製造番号.txt --to 丁産業 --received-by 丁山一郎 --seal-no 封1 --witness 監督者K
option-release-serials = 製造番号の一覧のファイル（1行に一つ）
option-release-to = 廃棄業者の番号又は名称
option-release-received_by = 受取人
option-release-seal_no = 封緘番号

# --- destroy ---
about-destroy = 廃棄し、証拠とともに記録します。
example-destroy = custody destroy A-0001/3 --method physical --witness 監督者K --serial-read KX-20931 --evidence 前.jpg --evidence 後.jpg --tool 破砕機
option-destroy-serials = 製造番号の一覧のファイル（1行に一つ。証明書にあるもの）
option-destroy-method = 廃棄の方法
option-destroy-evidence = 証拠のファイル（写真、記録。繰り返し可）
option-destroy-serial_read = 現物から読み取った製造番号
option-destroy-tool = 機器・道具
option-destroy-tool_version = その版
option-destroy-shred_width = 裁断幅又は溶解証明書

# --- incident ---
about-incident = 事故を記録し、報告します（第16条）。

# --- incident report ---
about-incident-report = 紛失又は未登録物を記録します（紛失は、鍵がなくても、オフラインでも記録できます）。
example-incident-report = custody incident report --lost J-0001 --last-seen "2024-10-01 22:00" --where 高崎駅
option-incident-report-lost = 紛失したもの（管理番号、持出し又は媒体の番号）
option-incident-report-serials = 紛失した媒体の製造番号の一覧（1行に一つ）
option-incident-report-other = 紛失でも未登録物でもない事故の種類（ウイルス、火災等）
option-incident-report-concerns = その事故の対象
option-incident-report-incident_kind = 事故の種類（既定：紛失）
option-incident-report-suspected = 発生のおそれにとどまる
option-incident-report-keys_lost = 鍵・パスフレーズも同時に失われたか
option-incident-report-out = 様式14・15の案を置くフォルダー（既定：保管庫の中）
option-incident-report-unregistered = 台帳にないものを見つけた
option-incident-report-last_seen = 最後に確認した日時
option-incident-report-place = 場所
option-incident-report-asset = どの情報資産のものか
option-incident-report-kind = 本当の種類
option-incident-report-same_as = 廃棄又は返還したはずの、その番号

# --- incident update ---
about-incident-update = 速報、続報、最終報告を甲にしたことと、その後に分かったことを記録します。
example-incident-update =
    custody incident update I-0001 --first --police "高崎警察署 遺失届 第12号"
    custody incident update I-0001 --final --cause 鞄の置忘れ --prevention 二人での運搬
option-incident-update-incident = 事故の番号
option-incident-update-first = 速報をした
option-incident-update-followup = 続報をした
option-incident-update-final_ = 最終報告をした
option-incident-update-cause = 原因
option-incident-update-prevention = 再発防止
option-incident-update-kind = 事故の種類が変わった
option-incident-update-last_seen = 最終確認の日時
option-incident-update-place = 場所
option-incident-update-keys_lost = 鍵・パスフレーズも同時に失われたか
option-incident-update-measures = 被害防止措置
option-incident-update-police = 警察への届出
option-incident-update-remark = 報告に添える事項

# --- incident close ---
about-incident-close = 最終報告を甲が確認したことを、甲の書面とともに記録します（凍結が解けます）。
example-incident-close = custody incident close I-0001 --form paper_original --number 税第50号 --date 2024-11-01 --filed-at 事故つづり
option-incident-close-incident = 事故の番号
option-incident-close-form = 甲の書面の形式
option-incident-close-number = 書面の番号
option-incident-close-date = 書面の日付
option-incident-close-filed_at = 書面の保管場所

# --- incident show ---
about-incident-show = 事故について分かっていることを示します（--public：公表用概要）。
example-incident-show = custody incident show I-0001 --public
option-incident-show-incident = 事故の番号
option-incident-show-public = 氏名、場所、名称を含まない公表用概要（第16条第3項）

# --- incident found ---
about-incident-found = 所在不明のものの発見を記録します。
example-incident-found = custody incident found A-0001/2 --where 第2会議室の引出し
option-incident-found-place = 発見した場所

# --- certificate ---
about-certificate = 廃棄証明書（様式9）又は返還書（様式7）を出します。
example-certificate = custody certificate A-0001/3 -o 廃棄証明書.html

# --- form ---
about-form = 様式を番号で出します（.html、.json、.csv）。
example-form =
    custody form 3 -o 台帳.html
    custody form 7-1 A-0001/1 -o 返還書.html
option-form-number = 様式の番号（例：7-1）
option-form-whole = 全部（様式7-1）
option-form-reissue = 再発行する様式の文書番号（同じ番号の次の版になる）

# --- grant ---
about-grant = 封緘されたものを開ける鍵を付与します。
example-grant = custody grant A-0001/2 山田太郎

# --- ungrant ---
about-ungrant = 鍵の付与を終えます。
example-ungrant = custody ungrant A-0001/2 H-003 --how 鍵ファイルの廃棄を確認
option-ungrant-how = どのように終えたか

# --- seal ---
about-seal = 受取人又はパスフレーズに宛てて封緘します（age v1）。
example-seal =
    custody seal 課税台帳.csv -o 課税台帳.age --card 高崎.custody-card
    custody seal 資料 -o /media/usb/資料.age --card 高崎.custody-card --tag --contact 027-000-0000
option-seal-inputs = 封緘するファイル又はフォルダ
option-seal-files = 受取人の行を書いたファイル（繰り返し可）
option-seal-armor = 文字だけの形式にする
option-seal-tag = 台帳の署名した札を付ける（鍵なしで確かめられる。台帳と鍵が要る）
option-seal-contact = 拾った人の連絡先（暗号化されない）
option-seal-verify = 封緘したファイルを読み戻して比べる（持ち運ぶ媒体に書くときは常に）
option-seal-no_verify = 媒体に書いても読み戻しを省く
option-seal-skip_special = フォルダの中のリンクや特殊なファイルを除き、除いたものを示す
option-seal-any_names = Unicodeで表せない名前のファイルも入れる
option-seal-out = 封緘したファイル

# --- unseal ---
about-unseal = 封緘を開きます。すべて検証できたときだけ、出力に名前が付きます。
example-unseal = custody unseal package.age -o 展開
option-unseal-input = 封緘されたファイル
option-unseal-out = 出力するファイル又はフォルダ
option-unseal-identities = age の秘密鍵のファイル（繰り返し可）
option-unseal-only = 取り出すものだけの中の名前（繰り返し可）
option-unseal-stand_in_names = Windowsで使えない名前と長すぎる名前を別の名前にし、対応を一覧に残す
option-unseal-salvage = 壊れたファイルの確かな部分を、出力名.partial に取り出す

# --- readdress ---
about-readdress = 封緘されたファイルを別の受取人に宛て直します（中身と札はそのまま。元のファイルを開ける者は、新しいファイルも開けます）。
example-readdress =
    custody readdress package.age -o 課内用.age --card 担当U.custody-card --card 担当T.custody-card
    custody readdress パスフレーズ.age -o 課内用.age -R 受取人.txt
option-readdress-input = 封緘されたファイル
option-readdress-out = 宛て直したファイル（同じ名前があれば書かない）
option-readdress-files = 受取人の行を書いたファイル（繰り返し可）
option-readdress-identities = 元のファイルを開く age の秘密鍵のファイル（繰り返し可。なければ自分の鍵）
option-readdress-passphrase = 新しいパスフレーズに宛てる

# --- inspect ---
about-inspect = 鍵なしで分かることを表示します。
example-inspect = custody inspect package.age

# --- verify ---
about-verify = 封緘又は署名されたものを検証し、確かめられなかったことも示します。
example-verify =
    custody verify 税務保守
    custody verify P.custody-approval --trust 課長G.custody-card
option-verify-paths = 検証するファイル又は台帳のフォルダ
option-verify-trust = 信頼する鍵の行又はカード（繰り返し可）

# --- doctor ---
about-doctor = やりかけの操作を見つけ、--repairで終わらせ又は元に戻します。
example-doctor = custody doctor --repair
option-doctor-repair = 終わらせ、又は元に戻す

# --- tour ---
about-tour = 預かりから証明書までを、新しいフォルダで一通り実行します。
example-tour =
    custody tour
    custody tour 名簿.csv
option-tour-files = 使うファイル（なければ架空の名簿を作る）
option-tour-folder = 作るフォルダ

# --- completions ---
about-completions = シェルの補完の定義を出します。
example-completions = custody completions bash > ~/.local/share/bash-completion/completions/custody
option-completions-shell = シェル

# --- man ---
about-man = マニュアルを出します。
example-man = custody man > custody.1
option-form-sjis = 表をシフトJISで書く（.csvのみ。表せない文字があれば書かずに知らせる）
option-form-draft = 案として書く（発行しない）
option-short = 廃棄と返還を省いた短い見学

# --- print ---
about-print = 甲の承認を得て印刷します。1部ごとに番号が付きます。
example-print = custody print A-0001/2 --copies 2 --sheets 30
option-print-copies = 部数（なければ1）
option-print-sheets = 1部の枚数

# --- pack ---
about-pack = 媒体の上のデータを、同じ媒体の上でその場で封緘します。
example-pack = custody pack A-0001/1 --from /media/usb/課税台帳.csv -o /media/usb/課税台帳.age
option-pack-from = 封緘するファイル又はフォルダ（繰り返し可）
option-pack-out = 封緘したファイル（同じ媒体の上）
option-pack-keep_source = 元の平文を削除しない

# --- split ---
about-split = 数えられるものの一部に別の番号を付けます（一部の返還など）。
example-split = custody split A-0002/1 --part 4冊
option-split-parts = 分ける数量。一つだけなら残りは元の番号のまま（繰り返し可）

# --- unneeded ---
about-unneeded = 委託業務に不要となったことを記録します（第13条第2項）。
example-unneeded = custody unneeded A-0001 --reason 障害調査の終了
option-unneeded-thing = 情報資産又は対象の番号

# --- pledge ---
about-pledge = 誓約を記録します（第12条、第14条第4項）。

# --- pledge add ---
about-pledge-add = 従事者の守秘の誓約、又は再委託先に特記事項の遵守を義務づけたことを記録します。
example-pledge-add = custody pledge add 作業者A 作業者B --on 令和6年4月1日 --terms 特記事項令和6年4月版
option-pledge-add-org = 再委託先の番号又は名称
option-pledge-add-on = 誓約の日
option-pledge-add-terms = 誓約した特記事項と版
option-pledge-add-document = 誓約書の番号

# --- pledge list ---
about-pledge-list = 誓約を一覧にします。
example-pledge-list = custody pledge list

# --- provide ---
about-provide = 再委託先に提供します（第13条第6項、第14条）。再委託先のセキュリティ責任者が署名して受け取ります。運搬中のものは責任者が保持者のときに提供できます。
example-provide = custody provide A-0001/3 --to 有限会社丙 --place 高崎作業室
option-provide-to = 再委託先の番号又は名称
option-provide-place = 引き渡す場所の番号又は名称
option-provide-accepted_by = 受け取るセキュリティ責任者の氏名又は番号（一人なら不要）
option-provide-locked_case = 施錠ケースの封印番号（暗号化できないとき）
option-provide-accepted = 受け取る人が署名したファイル
option-provide-accept = 受け取る側として署名だけを行う
option-provide-out = 署名を書くファイル

# --- disclose ---
about-disclose = 業務上知り得た情報の開示を記録します（第12条）。甲の書面による承認が必要で、契約の終了後も同じです。
example-disclose = custody disclose A-0001/2 --to 監査法人戊 --items 処理件数
option-disclose-to = 開示の相手（承認のとおり）
option-disclose-items = 開示した内容

# --- sub-report ---
about-sub-report = 再委託先のセキュリティ責任者が、保有数を報告します。新たに作った保有分（甲の承認が必要）と、承認を得て廃棄した保有分も記録します。証拠のある廃棄は custody destroy で記録してください。
example-sub-report = custody sub-report --counted 2 --made-of A-0001/3 --on-carrier C-0005
option-sub-report-counted = 現に保有している数（報告するものを含む）
option-sub-report-made_of = 新たな保有分の元の番号
option-sub-report-copies = 新たな保有分の部数（なければ1）
option-sub-report-on_carrier = 新たな保有分の媒体の番号
option-sub-report-protection = 新たな保有分の保護
option-sub-report-ended = 廃棄した保有分の番号（繰り返し可）
option-sub-report-method = 廃棄の方法

# --- sub-return ---
about-sub-return = 再委託先から戻ったものを格納します。
example-sub-return = custody sub-return A-0001/3 --place 第1保管庫

# --- hand-over ---
about-hand-over = 別の人に引き継ぎます。双方が署名します。
example-hand-over = custody hand-over J-0001 --to 作業者B
option-hand-over-to = 受け取る人の氏名又は番号
option-hand-over-from_absent = 保持者が不在のとき：その氏名又は番号（責任者と監督者が引き継ぐ）
option-hand-over-with = 不在の保持者から引き継ぐもう一人（監督者。--accept のときは責任者）
option-hand-over-accepted = 受け取る人が署名したファイル
option-hand-over-accept = 受け取る側として署名だけを行う
option-hand-over-out = 署名を書くファイル

# --- transmit ---
about-transmit = 承認を得て、暗号化パッケージを登録済みの送信手段で送ります。
example-transmit = custody transmit J-0001 --channel 県ファイル交換サービス --sent-to 税務課 --card 課長G.custody-card -o 送信.age
option-transmit-channel = 送信手段（なければ登録の型番）
option-transmit-sent_to = 送信先
option-transmit-source = 送るものの番号（持出しの対象が一つなら不要）

# --- examine ---
about-examine = 発見されたものを点検し、保管に戻します（監督者ともう一人）。
example-examine = custody examine A-0001/3 --with 作業者A --place 第1保管庫 --serial-read KX-20931 --package /media/usb/課税台帳.age
option-examine-with = もう一人の氏名又は番号
option-examine-serial_read = 現物から読んだ製造番号
option-examine-package = 見つかった封緘済みファイル
option-examine-follow_up = 甲への続報の番号

# --- inventory ---
about-inventory = 棚卸を記録します（監督者ともう一人）。
example-inventory = custody inventory --place 第1保管庫 --with 作業者A
option-inventory-with = もう一人の氏名又は番号
option-inventory-absent = 現物がなかったもの
option-inventory-seal_broken = 封緘に異常があったもの

# --- correct ---
about-correct = 記録の値を訂正します（責任者と監督者）。元の記録は残ります。
example-correct = custody correct 41 --serial S124 --reason 転記の誤り --with 監督者K
option-correct-record = 訂正する記録の番号
option-correct-title = 正しい名称
option-correct-quantity = 正しい数量
option-correct-received_from = 正しい引渡者
option-correct-due = 正しい返還期限
option-correct-client_doc_no = 正しい甲の文書番号
option-correct-serial = 正しい製造番号
option-correct-place = 正しい場所の番号又は名称
option-correct-purpose = 正しい使用目的
option-correct-with = もう一人（責任者と監督者のうちの）の氏名又は番号

# --- void ---
about-void = 誤って登録したものの登録を取り消します（責任者と監督者）。
example-void = custody void A-0001/3 --reason 二重登録 --with 監督者K
option-void-with = もう一人（責任者と監督者のうちの）の氏名又は番号

# --- software ---
about-software = 使用ソフトウェアと脆弱性対応の一覧です（第8条）。

# --- software add ---
about-software-add = ソフトウェアを一覧に登録します。
example-software-add = custody software add --name 表計算ソフト --release 16.2 --updated 2024-04-01
option-software-add-name = 名称
option-software-add-release = 版
option-software-add-updated = その版を使い始めた日
option-software-add-banned = 使用禁止とする

# --- software change ---
about-software-change = 一覧のソフトウェアの版又は使用の可否を変更します。
example-software-change = custody software change 表計算ソフト --release 16.3
option-software-change-software = 名称
option-software-change-release = 版
option-software-change-updated = その版を使い始めた日
option-software-change-banned = 使用禁止とする
option-software-change-usable = 使用可とする

# --- software vulnerability ---
about-software-vulnerability = 脆弱性の発覚、甲との協議及び対応を記録します。同じ名称で繰り返し、分かったことを加えます。
example-software-vulnerability = custody software vulnerability 表計算ソフト --name CVE-2024-0001 --found 2024-10-01
option-software-vulnerability-software = ソフトウェアの名称
option-software-vulnerability-name = 脆弱性の名称又は番号
option-software-vulnerability-found = 発覚日
option-software-vulnerability-consulted = 甲と協議した日
option-software-vulnerability-handled = 対応した日
option-software-vulnerability-measure = 対応の内容

# --- software list ---
about-software-list = 使用ソフトウェアの一覧です。
example-software-list = custody software list

# --- policy ---
about-policy = 甲の方針・手順の受領と確認を記録します（第1条）。

# --- policy add ---
about-policy-add = 甲の方針・手順又はその新しい版の受領を記録します。
example-policy-add = custody policy add --title 情報セキュリティポリシー --release 第5版 --received 2024-04-01
option-policy-add-title = 表題
option-policy-add-release = 版
option-policy-add-received = 受領日

# --- policy acknowledge ---
about-policy-acknowledge = 方針・手順を読み、守ることを記録します。氏名を略すと本人です。
example-policy-acknowledge = custody policy acknowledge --title 情報セキュリティポリシー
option-policy-acknowledge-title = 表題
option-policy-acknowledge-on = 確認した日

# --- policy list ---
about-policy-list = 方針・手順と確認した者の一覧です。
example-policy-list = custody policy list

# --- scope ---
about-scope = アクセスできる情報の種類、範囲及び方法です（第10条）。

# --- scope add ---
about-scope-add = 甲の書面により、アクセスの範囲を加えます。
example-scope-add = custody scope add --category 課税資料 --extent 全件 --method 端末 --form paper_original --number 税第50号 --date 2024-10-01 --filed-at 契約書つづり
option-scope-add-category = 情報の種類
option-scope-add-extent = 範囲
option-scope-add-method = アクセス方法
option-scope-add-form = 書面の形式
option-scope-add-number = 文書番号
option-scope-add-date = 書面の日付
option-scope-add-filed_at = 書面の保管場所

# --- scope list ---
about-scope-list = アクセスの範囲の一覧です。
example-scope-list = custody scope list

# --- service-level ---
about-service-level = サービスレベルの目標と実績です（第6条）。

# --- service-level add ---
about-service-level-add = サービスレベルの実績を記録します。
example-service-level-add = custody service-level add 稼働率 --value 99.95 --from 2024-09-01 --until 2024-09-30
option-service-level-add-level = 契約のサービスレベルの名称
option-service-level-add-value = 実績値
option-service-level-add-from = 期間の初日
option-service-level-add-until = 期間の末日
option-service-level-add-missed = 未達
option-service-level-add-remark = 備考

# --- service-level list ---
about-service-level-list = サービスレベルの目標と実績の一覧です。
example-service-level-list = custody service-level list

# --- consult ---
about-consult = 甲との協議の記録です（第7条、第8条、第19条）。

# --- consult add ---
about-consult-add = 甲との協議を記録します。
example-consult-add = custody consult add --on 2024-10-01 --person 責任者R --person 担当T --question 多要素認証の導入 --agreement 11月から導入する
option-consult-add-on = 協議の日
option-consult-add-person = 出席者（甲及び乙、繰り返し可）
option-consult-add-question = 協議事項
option-consult-add-agreement = 合意内容
option-consult-add-effect = 契約の定めへの影響
option-consult-add-document = 議事録の番号

# --- consult list ---
about-consult-list = 協議の一覧です。
example-consult-list = custody consult list

# --- inspection ---
about-inspection = 甲の検査の記録です（第15条）。

# --- inspection add ---
about-inspection-add = 甲の検査を記録します。
example-inspection-add = custody inspection add --on 2024-10-01 --by 担当T --scope 保管状況 --findings なし
option-inspection-add-on = 検査の日
option-inspection-add-inspectors = 検査員（繰り返し可）
option-inspection-add-scope = 検査の対象
option-inspection-add-findings = 指摘
option-inspection-add-remedy = 是正
option-inspection-add-document = 提出した文書の番号

# --- inspection list ---
about-inspection-list = 検査の一覧です。
example-inspection-list = custody inspection list

# --- log import ---
about-log-import = ログのファイルを照合値で登録します（第9条）。ファイルはその場所に残ります。
example-log-import = custody log import access-2024-05.log --system 税務システム --from 2024-05-01 --until 2024-05-31 --filed-at ログ保管サーバ
option-log-import-file = ログのファイル
option-log-import-system = 何のログか
option-log-import-kind = 種類（業務に関する記録、又はアクセス・イベントのログ）
option-log-import-from = 最初の日時
option-log-import-until = 最後の日時
option-log-import-entries = 件数（略すと行数）
option-log-import-filed_at = 保管場所

# --- log remove ---
about-log-remove = ログの保管を終えたことを記録します。保管期間内のものは拒否します。
example-log-remove = custody log remove 41 --reason 保管期間の経過
option-log-remove-record = ログを登録した記録の番号

# --- log submit ---
about-log-submit = 様式16を甲に提出したことを記録します。
example-log-submit = custody log submit --instruction 52 --document F16-0003
option-log-submit-instruction = 甲の指示を登録した記録の番号
option-log-submit-document = 様式16の文書番号
option-log-submit-on = 提出した日

# --- log list ---
about-log-list = 登録したログの一覧です。
example-log-list = custody log list

# --- open ---
option-open-software = 使用するソフトウェアの名称（一覧があるとき）

# --- checkpoint, witness, trust ---
about-checkpoint = 台帳の先頭と、外の誰が確かめたかを示します。--request で証人への依頼を書き出します。
example-checkpoint = custody checkpoint --request 県への依頼.request
option-checkpoint-request = 証人に渡すファイル
option-checkpoint-from = 証人が最後に見た記録の件数（なければ取り込んである連署から）
about-witness = 台帳のチェックポイントに連署します（甲又は外の機関が使います）。
about-witness-init = 証人の鍵と、見たものを残す場所を作ります。
example-witness-init = custody witness init --name witness.example/tax
option-witness-init-name = 証人の名前（空白なし）
about-witness-sign = 前に見たものの続きであるチェックポイントに連署します。そうでないものは拒みます。
example-witness-sign = custody witness sign 県への依頼.request
option-witness-sign-request = 台帳を持つ側から受け取ったファイル
option-witness-sign-out = 返すファイル（なければ依頼のファイルの隣）
about-witness-list = 台帳ごとに、最後に連署したものを示します。
example-witness-list = custody witness list
about-trust = 信頼する鍵（台帳と証人。電話で照合したもの）を扱います。
about-trust-add = 台帳又は証人の鍵を加えます。
example-trust-add = custody trust add 鍵 --quorum 1
option-trust-add-keys = 相手の画面に表示された鍵
option-trust-add-quorum = 何人の証人で足りるか
about-trust-list = 信頼している鍵を示します。
example-trust-list = custody trust list
option-log-proof = 記録1件の証明（台帳なしで検証できるもの）を書き出す
option-log-record = 記録番号
option-log-out = 証明のファイル
