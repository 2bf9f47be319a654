"""`/privacy`, the message shortcut, and the buttons of an answer."""

from typing import Any

from api.slack.bolt import LOOK_UP_SHORTCUT
from desk.slack.answers import LOOK_UP, SHARE
from desk.slack.links import SlackUser
from tests.integration.desk.support import stored
from tests.integration.slack.fake_slack import TEAM, buttons, text_of
from tests.integration.slack.support import Play, SlackWorld


def test_an_answer_for_the_asker_alone_then_shared(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1", role="look_up")
        assert (await world.command("oni 開示の手数料は？")).text == ""
        await world.settle()
        answer = world.fake.responses[-1]
        assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", False)
        shown = text_of(answer)
        assert all(
            part in shown
            for part in (
                "手数料は無料です。",
                "5. 開示",
                "abc123abc123",
                "https://desk.example/policies/oni?",
            )
        )
        await world.press(buttons(answer)[SHARE], answer)
        await world.settle()
        shared = world.fake.responses[-1]
        assert shared["response_type"] == "in_channel"
        assert "担当hanakoさんが共有しました" in text_of(shared)
        assert world.answerer.asked[-1] == ("開示の手数料は？", "oni", None)

    play(scenario)


def test_company_and_region_are_remembered_and_checked(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1", companies=["ocs", "oni"])
        await world.command("ocs/jp 手数料は？")
        await world.command("書類は？")
        await world.settle()
        assert world.answerer.asked == [("手数料は？", "ocs", "jp"), ("書類は？", "ocs", "jp")]
        told = (await world.command("company:oni region:china")).json()["text"]
        assert "使える地域" in told
        told = (await world.command("company:oni")).json()["text"]
        assert "設定しました" in told
        assert "指定なし" in told
        told = (await world.command("company:acme x")).json()["text"]
        assert all(one in told for one in ("その会社はありません", "ocs（", "oni（"))
        assert "opt（" not in told
        assert "操作はできません" in (await world.command("opt 質問")).json()["text"]
        assert "その地域はありません" in (await world.command("region:mars 質問")).json()["text"]
        assert "400文字まで" in (await world.command("あ" * 401)).json()["text"]
        help_text = (await world.command("help")).json()["text"]
        assert "会社：" in help_text
        assert "opt" not in help_text

    play(scenario)


def test_without_a_company_one_is_chosen_by_a_button(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1", companies=["ocs", "oni"])
        await world.command("手数料は？")
        await world.settle()
        answer = world.fake.responses[-1]
        choices = {one["value"]: one for name, one in buttons(answer).items() if name.startswith(LOOK_UP)}
        assert len(choices) == 2
        await world.press(next(one for value, one in choices.items() if '"ocs"' in value), answer)
        await world.settle()
        assert world.answerer.asked[-1] == ("手数料は？", "ocs", None)
        assert world.fake.responses[-1]["replace_original"] is True
        forged = {"action_id": f"{LOOK_UP}:c0", "value": '{"q":"x","c":"opt","r":null}'}
        await world.press(forged, answer)
        await world.settle()
        assert "操作はできません" in world.fake.responses[-1]["text"]
        assert (await world.press({"action_id": f"{LOOK_UP}:c0", "value": "junk"}, answer)).status_code == 200

    play(scenario)


def test_the_message_shortcut_looks_a_message_up(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        await world.command("company:oni")
        message = {"ts": "5.5", "user": "U7", "text": "<@U2> 利用目的は\n何ですか &amp; いつまで"}
        await world.shortcut(LOOK_UP_SHORTCUT, message, channel="C_ANY")
        await world.settle()
        assert world.answerer.asked == [("利用目的は 何ですか & いつまで", "oni", None)]
        assert world.fake.responses[-1]["response_type"] == "ephemeral"
        await world.shortcut(LOOK_UP_SHORTCUT, {**message, "text": ""})
        await world.shortcut(LOOK_UP_SHORTCUT, message, user="U9")
        await world.settle()
        told = "".join(one["text"] for one in world.fake.responses[-2:])
        assert "調べる文がありません" in told
        assert "連携していません" in told

    play(scenario)


def test_personal_data_in_a_question_is_kept_nowhere(play: Play, tmp_path: Any) -> None:
    planted = ("090-1234-5678", "makoto@planted.example", "植村真琴")

    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        await world.command(f"oni 氏名：{planted[2]}、{planted[0]}、{planted[1]} の開示の手数料は？")
        await world.settle()
        everything = world.fake.everything() + str(world.answerer.asked)
        disk = stored(tmp_path)
        for one in planted:
            assert one not in everything
            assert one.encode() not in disk
        assert "伏せ字にして調べました" in text_of(world.fake.responses[-1])

    play(scenario)


def test_a_one_time_code_links_one_slack_user_with_an_account(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        member = world.staff("hanako")
        other = world.staff("jiro")
        assert "連携していません" in (await world.command("手数料は？")).json()["text"]
        code = world.links.new_code(member, "test")
        assert "コードが違うか" in (await world.command("link WRONG-CODES")).json()["text"]
        assert "担当hanako" in (await world.command(f"link {code.lower()}")).json()["text"]
        assert world.links.linked_as(member) == SlackUser(TEAM, "U1")
        assert "コードが違うか" in (await world.command(f"link {code}", "U2")).json()["text"]  # spent
        late = world.links.new_code(other, "test")
        world.forward(minutes=11)
        assert "コードが違うか" in (await world.command(f"link {late}", "U2")).json()["text"]
        first, second = world.links.new_code(other, "test"), world.links.new_code(other, "test")
        assert "コードが違うか" in (await world.command(f"link {first}", "U2")).json()["text"]  # replaced
        assert "担当jiro" in (await world.command(f"link {second}", "U1")).json()["text"]
        assert world.links.linked_as(member) is None  # a Slack user is one account
        assert "解除しました" in (await world.command("unlink")).json()["text"]
        assert world.links.linked_as(other) is None
        for _ in range(5):
            await world.command("link GUESS-GUESS", "U3")
        assert (
            "しばらく受け付けられません"
            in (await world.command(f"link {world.links.new_code(member, 'test')}", "U3")).json()["text"]
        )

    play(scenario)


def test_an_answer_that_comes_too_late_is_not_sent(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        await world.command("oni 手数料は？")
        await world.read()
        world.forward(minutes=31)
        await world.settle()
        assert world.fake.responses == []
        assert world.desk.channels.undelivered() == ()

    play(scenario)


def test_rights_are_looked_up_when_the_work_is_done(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        member = world.staff("hanako", "U1")
        await world.command("oni 手数料は？")
        world.links.unlink_account(member, "test")
        await world.settle()
        assert world.answerer.asked == []
        assert "連携していません" in world.fake.responses[-1]["text"]

    play(scenario)
