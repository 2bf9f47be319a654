"""The words of the contract (see docs/architecture.md). Standard library only, Python 3.10 and 3.11.

Members are strings: `RequestType.DISCLOSURE == "disclosure"`, and they serialise as their value.
"""

from enum import Enum
from typing import NewType

CompanyId = NewType("CompanyId", str)
"""The id of a company of this installation: the name of its folder. Text that somebody sends is none until it has been
looked up among the companies (docs/decisions/0050)."""


class _Word(str, Enum):
    def __str__(self) -> str:
        return str(self.value)


class Region(_Word):
    """Where the data subject lives (EEA/UK: is), when the policy makes a difference."""

    JP = "jp"
    EEA_UK = "eea_uk"
    CHINA = "china"
    CALIFORNIA = "california"
    OTHER = "other"


class RequestType(_Word):
    """The fourteen kinds of request. It follows the Japanese word the customer wants."""

    DISCLOSURE = "disclosure"  # 開示
    PURPOSE_NOTICE = "purpose_notice"  # 利用目的の通知
    THIRD_PARTY_RECORD = "third_party_record"  # 第三者提供記録の開示
    CORRECTION = "correction"  # 訂正
    ADDITION = "addition"  # 追加
    DELETION = "deletion"  # 削除
    USE_STOP = "use_stop"  # 利用停止
    ERASURE = "erasure"  # 消去
    THIRD_PARTY_STOP = "third_party_stop"  # 第三者提供の停止
    PORTABILITY = "portability"  # データの転送
    OBJECTION = "objection"  # 異議
    RESTRICTION = "restriction"  # 利用の制限
    CONSENT_WITHDRAWAL = "consent_withdrawal"  # 同意の撤回
    ACCESS_CCPA = "access_ccpa"  # CCPAのアクセス権


class Requester(_Word):
    """Who asks: the person, a statutory agent (法定代理人), or an agent with a mandate (委任)."""

    SELF = "self"
    STATUTORY_AGENT = "statutory_agent"
    VOLUNTARY_AGENT = "voluntary_agent"


class ReplyMethod(_Word):
    """How the answer to a request reaches the customer."""

    POST = "post"
    EMAIL = "email"
    MEDIA = "media"
    OTHER = "other"


class Owner(_Word):
    """Who speaks in a conversation. There is one owner at a time."""

    BOT = "bot"
    WAITING = "waiting"
    STAFF = "staff"
    CLOSED = "closed"


class Expects(_Word):
    """What is open after the last message of a conversation."""

    REQUEST_TYPE = "request_type"
    REGION = "region"
    REQUESTER = "requester"
    SUBJECT = "subject"
    REPLY_METHOD = "reply_method"
    CONFIRM = "confirm"
    PERSONAL_DATA = "personal_data"
    RECEIPT = "receipt"
    ACCESS_CODE = "access_code"


class Subject(_Word):
    """The kind of data a request is about; particulars go into the form."""

    NAME = "name"
    ADDRESS = "address"
    CONTACT = "contact"
    USAGE = "usage"
    ALL = "all"
    OTHER = "other"


class MessageKind(_Word):
    """What a message of the desk is."""

    ANSWER = "answer"
    NOT_STATED = "not_stated"
    OUT_OF_SCOPE = "out_of_scope"
    PROMPT = "prompt"
    NOTICE = "notice"
