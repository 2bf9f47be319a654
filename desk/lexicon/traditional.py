"""Words that Taiwan and Hong Kong say otherwise than the examples, which are written as on the mainland."""

WORDS = {
    "個資": "个人信息",
    "資訊": "信息",
    "帳號": "账号",
    "帳戶": "账户",
    "電郵": "电子邮件",
    "簡訊": "短信",
    "回覆": "回复",
    "答覆": "答复",
    "網路": "网络",
    "客訴": "投诉",
    "個人檔案": "个人资料",
    "身分證": "身份证",
    "身分": "身份",
    "妳": "你",
}
"""Whole words, before their characters."""
