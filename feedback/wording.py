"""What an answer must not be: an empty phrase, or a text that carries somebody's number. Pure."""

import re

from sanshu.core.scan import find_personal_numbers
from sanshu.core.text import clean

SHORTEST_REPLY = 15
LONGEST_TEXT = 2000
KIND_WORDS = {"id": "身份证号", "card": "银行卡号", "phone": "手机号"}

#: Phrases that say nothing: a text that holds little else is no answer.
_EMPTY = re.compile(
    r"(您好|你好|尊敬的?(网友|群众|村民|居民)?|感谢(您的?)?(来信|反映|关注|支持|理解|监督|提问|留言)(与|和)?(支持|理解|监督)?|谢谢|"
    r"(您|你)?反映的?(问题|情况)|(我们|我镇|我乡|镇里|有关部门|相关部门)?(已|已经)?(收悉|收到|知悉|了解|转办|阅|阅知|办结|处理|解决|核实|答复|重视)(了|完毕)?|"
    r"(我们)?(将|会)?(高度重视|认真研究|认真对待|积极协调|尽快(处理|解决|答复|落实)|加强(管理|监督|整改)|进一步核实|正在(处理|核实|研究|办理)(中)?|依法依规(处理|办理)|"
    r"按(照)?(有关|相关)?(规定|政策)(处理|办理|执行)?)|请(您)?(耐心等待|谅解|理解|放心)|特此(回复|答复)|此复|好的|同意|的|了|，|。|！|、|；|：|\s|[,.!;:~…])+"
)
_HANZI_OR_WORD = re.compile(r"\w")


def checked_reply(text: str) -> str:
    """Give the text of an answer, tidied; ValueError in Chinese for a number of a person or for an empty phrase."""
    tidy = checked_text(text)
    substance = "".join(_HANZI_OR_WORD.findall(_EMPTY.sub("", tidy)))
    if len(tidy) < SHORTEST_REPLY or len(substance) < SHORTEST_REPLY // 2:
        raise ValueError("答复太空了。请写明查到了什么、依据是什么、接下来怎么办、找谁，不少于15个字。")
    return tidy


def checked_text(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """Give a staff member's text, tidied; ValueError in Chinese when it is empty or carries somebody's number."""
    tidy = clean(text, longest=longest)
    if not tidy:
        raise ValueError("这里要写点内容。")
    found = find_personal_numbers(tidy)
    if found:
        kinds = "、".join(dict.fromkeys(KIND_WORDS[one.kind] for one in found))
        raise ValueError(f"文字里有{kinds}，请删掉。个人号码不能写进答复；办公固定电话可以写。")
    return tidy


def masked(text: str) -> str:
    """Give a sender's text with every personal number replaced by what it was: it is accepted, but never stored."""
    parts: list[str] = []
    end = 0
    for one in sorted(find_personal_numbers(text)):
        if one.start < end:
            continue
        parts += [text[end : one.start], f"［{KIND_WORDS[one.kind]}已隐去］"]
        end = one.end
    return "".join([*parts, text[end:]])
