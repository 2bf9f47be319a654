"""Which headings limit what stands below them to people of a place. See `knowledge.reading`."""

import re

from knowledge.places import find_places
from knowledge.vocabulary import Region

# Below chapters only a heading about people of a place limits what stands under it, not one about data going there.
_RESIDENCE = re.compile(
    r"居住|在住|所在|お住まい|の(?:お客|皆)(?:様|さま)|の方|の(?:ご?利用者|ユーザー?|会員)(?:[のへに（(]|$)"
    r"|residents?|located in|consumers"
    r"|(?:individuals|users|persons|people|customers|visitors|data subjects)\s+(?:in|from)\b",
    re.IGNORECASE,
)
# What is said in addition for a place, unless it speaks of data that goes there.
_ADDITION = re.compile(
    r"^(?!.*(?:提供|移転|transfer)).*(?:特則|追加(?:条項|事項|規定)|(?:GDPR|CCPA|CPRA|PIPL).*権利|privacy rights"
    r"|additional (?:information|terms|disclosures|rights))",
    re.IGNORECASE,
)


def heading_region(title: str) -> Region | None:
    """The region that a chapter heading names: EEA and UK, China, California; else None."""
    for place in find_places(title):
        if place.region in (Region.EEA_UK, Region.CHINA, Region.CALIFORNIA):
            return place.region
    return None


def for_people(title: str) -> bool:
    """Whether a heading below chapters is about people of a place, if it names one."""
    return bool(_RESIDENCE.search(title) or _ADDITION.search(title))
