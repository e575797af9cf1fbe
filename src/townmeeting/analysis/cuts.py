"""Where a sentence is cut because it asks for several things: lists, questions and asks strung together."""

from __future__ import annotations

import re
from itertools import pairwise

from townmeeting.analysis.asks import QUESTION_WORD, WINDOW, Ask, ask_table, find_ask, read_ending
from townmeeting.analysis.sentences import Sentence, bracket_cover
from townmeeting.model import PointKind
from townmeeting.nlp import tokens

SUBJECT = re.compile(
    r"(?:[一-龯々ァ-ヶーA-Za-zＡ-Ｚａ-ｚ0-9０-９」）)]|こと|もの|ところ|ほう|たち|の)(?:は|が|も)(?!ある程度)"
)
_ANY_SUBJECT = re.compile(r"(?<=[^\s、。])[はが]")
_STRUNG = re.compile(
    r"(?:(?<=ます)|(?<=です)|(?<=ました)|(?<=たい)|(?<=べき)|(?<=べきだ)|(?<=ほしい))"
    r"(?:し|のと|とともに|と同時に|ほか)、|(?<=べき)であり、|(?<=ほしい)のであり、"
)
_LISTED = re.compile(r"(?<=[のうすたるいん])か、")
_EITHER = re.compile(r"(?:^|、)[^、はがもを]{1,20}なのか、$")
_TELLS = re.compile(
    r"(?:示|明らか|説明|公表|公開|知ら|教え|答え|回答|伺|聞|知り|分か|わか)[ぁ-ん願頂欲致下貰]{0,16}。?$"
)
_TOLD_THERE = re.compile(
    r"[^、。はが]{0,14}(?:説明|話し合|議論|検討|相談|紹介|公表|確認|調べ|学|知)[^、。はが]{0,4}(?:場|機会|会|資料|人|窓口|文書|方法|仕組み)"
)
_UNEASY = re.compile(r"(?:心配|不安|気にな|気がかり|気掛かり|疑問)[^、]{0,12}。?$")
_HOW_MANY = re.compile(
    r"(?:いくら|いくつ|何(?:人|名|円|件|台|回|割|世帯|か所|箇所|カ所|％|%)|どの?くらい|どれ(?:くらい|ほど))で、$"
)
_TOLD = (
    "(?:理由|経緯|経過|根拠|目的|背景|時期|日程|期間|費用|経費|金額|内訳|財源|見通し|見込み|予定|基準|条件|方法|手順|"
    "効果|影響|内容|実績|件数|人数|割合|現状|状況|対応|対策|考え方?|見解)"
)
_TOLD_AND = re.compile(
    rf"(?<=[のるたい]){_TOLD}と、?(?=[^、。]{{2,30}}(?:(?:の|る|た|い){_TOLD}|[のうすたるいん]か)"
    r"(?:を|も|は|について|に関して?)[^、。をはが]{0,24}。?$)"
)
_BLANK = re.compile(r"(?<=[一-龯々ァ-ヶー])[ \u3000](?=[一-龯々ァ-ヶー]{2})")
_TWO_ACTIONS = re.compile(
    r"(?<=[のな])[一-龯々ァ-ヶー]{0,6}(?P<left>[一-龯々]{2})と(?=[^\s、]{2,24}[のな][一-龯々ァ-ヶー]{0,6}(?P<right>[一-龯々]{2})$)"
)
_DONE = re.compile(
    r"(?:を|から)[^、。をがは]{0,8}?(?:(?P<act>[一-龯々ァ-ヶー]{2,12})し|(?P<verb>[一-龯](?!とし)[ぁ-ん]{0,2}|やめ))、"
    r"|を[^、。を]{2,24}よう(?P<so>にし)、"
    r"|(?P<made>[一-龯々ァ-ヶー」』）)]{2,8})とし、"
)
_THINGS = re.compile(r"(?<=[るすくうつむぶぐ])こと、")
_LAST_THING = re.compile(r"[るすくうつむぶぐ]こと(?:[をがもの]|が?必要|$)")
_SET_PHRASE = re.compile(r"(?:^|[^一-龯])(?:力|腰|手|心|視点|発想|気持ち|スピード|目|声|身|気|口)を$")
_WHAT_IS_DONE = re.compile(r"[いきしちにひみりえけせてねめれげべぎび]、|(?<=[つまで何ら])で、")
_ACTION = r"(?:[のなるた]|[・、])(?:[一-龯々ァ-ヶー]{0,8})(?P<%s>[一-龯々]{2})"
_ASKED_NOUN = re.compile(
    _ACTION % "right"
    + r"(?:[をにも]|(?:について|に関して)(?:は|も)?、?)(?:強く|切に|ぜひ|是非|併せて|あわせて)?、?"
    + r"(?:求め|望[みむ]|要望|要請|希望|お?願|期待|(?:御|ご)?検討)[^、]{0,16}$"
)
_BESIDE = re.compile(_ACTION % "left" + r"(?:[（(][^（）()]{1,20}[）)])?や?、")
_ONE_PHRASE = re.compile(r"(?:[^、]{1,20}は、)?[^、]{4,}")
_AT_ONCE = re.compile(r"^(?:こ(?:れ|の|こ|う)|そ(?:れ|の|こ|う)|同|両)|こと(?:で|により|によって)|ため(?:に|の)?")
_TOLD_OF = ("名詞", "形容詞", "連体詞", "形状詞")
_OF_THE_ASK = ("よう", "こと", "もの", "必要", "必要性", "方", "ほう", "意見", "要望", "声", "提案", "提言")
GOAL = 10
"""Characters at the end of an ask in which a goal stands (…の理解を得て)."""
SHORTEST = 8
"""Fewest characters of an ask cut off a sentence: something asked about and what is asked of it."""


def find_cuts(sentence: Sentence, ask: Ask | None) -> list[int]:
    """Return where the sentence is cut, as offsets in its text."""
    if sentence.marker and (cuts := _item_cuts(sentence)):
        return cuts
    if ask is None or (ask.strength < 2 and ask.rule != "plan"):
        return []
    text = sentence.text
    if ask.rule == "plan":
        return _continued_cuts(text)
    cuts = _listed_cuts(text, ask) or _strung_cuts(text) or _told_cuts(text)
    if cuts or ask.kind not in (PointKind.REQUEST, PointKind.PROPOSAL, PointKind.QUESTION):
        return cuts
    if ask.kind is PointKind.QUESTION:
        return _asked_twice_cuts(text)
    return _continued_cuts(text) or _things_cuts(text) or _beside_cuts(text)


def asks_by_itself(part: str) -> bool:
    """Tell whether the end of a part says what it asks; a part cut off at a comma asks what its sentence asks."""
    return not part.endswith("、") or bool(_STRUNG.search(part, max(0, len(part) - WINDOW)))


def _item_cuts(sentence: Sentence) -> list[int]:
    """Cut a list item of bare noun phrases: after its title at every blank (1．窓口 時間の延長 職員の増員), and at と
    between two actions that each have something of their own (時間の延長と職員の増員)."""
    if "。" in sentence.text:
        return []
    covered = bracket_cover(sentence.text)
    blanks = [m.end() for m in _BLANK.finditer(sentence.text, len(sentence.marker)) if not covered[m.start()]]
    start = blanks[0] if blanks else len(sentence.marker)
    joined = [m.end() for m in _TWO_ACTIONS.finditer(sentence.text, start) if _all_actions(m["left"], m["right"])]
    return sorted({*blanks[1:], *(at for at in joined if not covered[at - 1])})


def _all_actions(*nouns: str) -> bool:
    return all(tokens(noun)[-1].pos[2] == "サ変可能" for noun in nouns)


def _listed_cuts(text: str, ask: Ask) -> list[int]:
    """Cut a list of questions (…のか、…のか) where each part has its own subject and the end asks to be told.

    Bare alternatives (市民なのか、企業なのか) are one question, and so is what is feared in several words; a question
    before it (どんな人が来るのか、…が心配だ) is asked by itself.
    """
    uneasy = ask.kind is PointKind.CONCERN and _UNEASY.search(text[-24:])
    if ask.kind is not PointKind.QUESTION and not uneasy and not _TELLS.search(text[-24:]):
        return []
    cuts, last, covered = [], 0, bracket_cover(text)
    for match in _LISTED.finditer(text):
        if (
            not covered[match.start()]
            and not text.endswith(("という", "と"), last, match.start())
            and not _EITHER.search(text[max(last, match.end() - 26) : match.end()])
            and SUBJECT.search(text, last, match.end())
            and (_ANY_SUBJECT if uneasy else SUBJECT).search(text, match.end(), match.end() + 200)
            and not ask_table().discourse.alternative.match(text, match.end())
            and not _is_told_there(text, match.end())
            and (not uneasy or QUESTION_WORD.search(text, last, match.end()))
        ):
            cuts.append(match.end())
            last = match.end()
    return cuts


def _is_told_there(text: str, at: int) -> bool:
    """Tell whether the place, meeting or paper where a question is to be answered follows it (…のか、説明する場)."""
    there = _TOLD_THERE.match(text, at)
    return there is not None and not QUESTION_WORD.search(text, there.end()) and not _LISTED.search(text, at)


def _told_cuts(text: str) -> list[int]:
    """Cut between two things that one verb asks to be told, each said of something of its own (廃止する理由と、
    跡地をどう使うのかを教えてください)."""
    if not _TELLS.search(text[-24:]):
        return []
    covered = bracket_cover(text)
    return [m.end() for m in _TOLD_AND.finditer(text, max(0, len(text) - WINDOW)) if not covered[m.start()]]


def _strung_cuts(text: str) -> list[int]:
    """Cut where two asks are strung together (…していただきたいですし、…もお願いします)."""
    cuts, last, covered = [], 0, bracket_cover(text)
    second = find_ask(text)
    for match in _STRUNG.finditer(text):
        first = find_ask(text[max(last, match.end() - WINDOW) : match.end()])
        if not covered[match.start()] and first and second and min(first.strength, second.strength) >= 2:
            cuts.append(match.end())
            last = match.end()
    return cuts


def _asked_twice_cuts(text: str) -> list[int]:
    """Cut a question at a continuative where each clause has a question word and an object of its own (どんな仕事をし、
    どんな人が担うのか), and after a number that is asked for (一人いくらで、…)."""
    covered, cuts, last = bracket_cover(text), [], 0
    for match in _WHAT_IS_DONE.finditer(text, max(0, len(text) - WINDOW)):
        halves = _LISTED.split(text[max(last, match.end() - WINDOW) : match.end()])[-1], text[match.end() :]
        asked = all(QUESTION_WORD.search(half) and re.search("[をがは]", half) for half in halves)
        asked = asked or (len(halves[1]) >= SHORTEST and bool(_HOW_MANY.search(halves[0])) and "を" not in halves[0])
        if asked and not covered[match.start()] and _is_continuative(text[: match.end() - 1]):
            cuts.append(match.end())
            last = match.end()
    return cuts


def _is_continuative(clause: str) -> bool:
    word = tokens(clause[-WINDOW:])[-1]
    return word.surface == "で" or (word.pos[0] == "動詞" and word.pos[5].startswith("連用形"))


def _continued_cuts(text: str) -> list[int]:
    """Cut at a continuative where two actions are asked for (窓口を増設し、時間を延長すべき), each with an object of
    its own. What is done in order to do the other (実態を把握し、…) is its means, and what a noun is told of
    (窓口を増設し、時間を延長する計画) is not asked for by itself."""
    start = max(0, len(text) - WINDOW)
    covered = bracket_cover(text)
    found = (m for m in _DONE.finditer(text, start) if not covered[m.end() - 1])
    return [m.end() for m in found if _is_act(m) and _asks_alone(text[m.end() :])]


def _is_act(match: re.Match[str]) -> bool:
    table = ask_table().joined
    if match["made"]:
        return not match["made"].endswith(table.frames)
    if match["so"]:
        return True
    if _SET_PHRASE.search(match.string, max(0, match.start() - 8), match.start() + 1):
        return False
    if match["verb"]:
        return match["verb"] in table.acts
    return _all_actions(match["act"]) and not match["act"].endswith(table.means)


def _asks_alone(clause: str) -> bool:
    """Tell whether the clause names something of its own and holds no clause that tells of a noun."""
    if len(clause) < SHORTEST or not re.search("[をがは]", clause) or _AT_ONCE.search(clause):
        return False
    return not _tells_of_noun(clause) and not _names_goal(clause)


def _names_goal(clause: str) -> bool:
    end = read_ending(clause).core[-GOAL:]
    return any(goal in end for goal in ask_table().joined.goals)


def _tells_of_noun(clause: str) -> bool:
    words = tokens(clause)
    return any(
        verb.pos[0] == "動詞" and after.pos[0] in _TOLD_OF and after.surface not in _OF_THE_ASK
        for verb, after in pairwise(words)
    )


def _things_cuts(text: str) -> list[int]:
    """Cut a list of actions that one verb asks for (年度を明記すること、担当を決めることを求める), where each has
    something of its own."""
    covered = bracket_cover(text)
    cuts = [m.end() for m in _THINGS.finditer(text) if not covered[m.start()]]
    bounds = [*cuts, len(text)]
    alone = all(
        end - start >= SHORTEST and re.search("[をがはに]", text[start:end]) for start, end in pairwise([0, *bounds])
    )
    return cuts if cuts and alone and _LAST_THING.search(text, cuts[-1]) else []


def _beside_cuts(text: str) -> list[int]:
    """Cut two noun phrases that are asked for by one verb (歩道の整備や、街灯の増設を求める), where each is an action
    with something of its own."""
    start = max(0, len(text) - WINDOW)
    asked = _ASKED_NOUN.search(text, start)
    if not asked or asked["right"] in ask_table().joined.of_all:
        return []
    covered = bracket_cover(text)
    for match in _BESIDE.finditer(text, start, asked.start()):
        alone = not covered[match.end() - 1] and _ONE_PHRASE.fullmatch(text[match.end() : asked.end("right")])
        if alone and _all_actions(match["left"], asked["right"]):
            return [match.end()]
    return []
