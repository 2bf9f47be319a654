"""Kinds of data that a company holds of somebody, as customers call them."""

from desk.lexicon.wordlist import words

DATA_JA = words("情報|データ")
PERSONAL_DATA_JA = words("個人情報|個人データ")
NAMES_JA = words("名前|お名前|氏名|名字|苗字")
ADDRESSES_JA = words("住所|ご住所")
CONTACTS_JA = words("電話番号|メール|メールアドレス|メアド")
REACHED_AT_JA = words("アドレス|連絡先")
"""Somebody's, or an IP address, or whom one writes to (「直してもらう連絡先は」)."""
PHONES_JA = words("電話|携帯")
"""A number, or the thing itself and a call on it (「電話を変更して」): only where no thing can be meant."""
BIRTHDATES_JA = words("生年月日")
PARTICULARS_JA = (*NAMES_JA, *ADDRESSES_JA, *CONTACTS_JA, *REACHED_AT_JA, *BIRTHDATES_JA)
"""What tells who somebody is and how they are reached."""
REGISTERED_JA = words("登録内容|登録情報|登録データ|会員情報|会員登録")
ACCOUNTS_JA = words("アカウント|会員|登録")
"""What one has at a company, and what is kept under it."""
HISTORY_JA = words("履歴|利用履歴|購入履歴")
RECORDS_JA = (*HISTORY_JA, *words("記録|録音|通話|写真|契約"))
PAYMENTS_JA = words("カード|カード番号|口座")
POINTS_JA = words("ポイント")

DATA_EN = words("data|information|info")
DETAILS_EN = words("details")
"""Of oneself (\"my details\"), or of whatever is spoken of."""
NAMES_EN = words("name")
ADDRESSES_EN = words("address")
CONTACTS_EN = words("email|e-mail|email address|e-mail address|phone number|number")
PHONES_EN = words("phone")
BIRTHDATES_EN = words("birthday|birthdate|date of birth")
PARTICULARS_EN = (*NAMES_EN, *ADDRESSES_EN, *CONTACTS_EN)
ACCOUNTS_EN = words("account|profile|membership")
RECORDS_EN = words("record|records|history|file|contract|photo")
PAYMENTS_EN = words("card")

DATA_ZH = words("信息|资料|資料|数据|數據")
NAMES_ZH = words("姓名|名字")
ADDRESSES_ZH = words("地址|住址")
CONTACTS_ZH = words("电话|電話|邮箱|郵箱|电邮|電郵|电子邮件|手机号|手機號")
PARTICULARS_ZH = (*NAMES_ZH, *ADDRESSES_ZH, *CONTACTS_ZH)
ACCOUNTS_ZH = words("账号|帐号|账户|帐户|帳號|账戶|会员")
RECORDS_ZH = words("记录|記錄|订单|訂單|照片")
