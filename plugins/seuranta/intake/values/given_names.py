"""Whether the name of a file or sheet looks like somebody's: a given name beside a word that could be a family name.

Names have no pattern, and this list has no end: it holds what most people in Finland are called, in Finnish and Swedish.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from seuranta.intake.values.text import fold_text

_WOMEN = """
aada aija aila aino airi aliisa alina alma amanda anette anita anja anna anne anneli anniina annika annikki anniina annina anu arja asta astrid aune
barbro birgit camilla carina carita cecilia christina eeva eija eila eini eira eliina elina elisa elisabet ella elli ellen elma elsa elvi emilia emma
emmi enni erica eva eveliina fanni gunilla hanna hannele hanne heidi heini helena heli helka helinä henna hilda hilja hilkka ida iida iina iiris ilona
inga inka inkeri irene irja irma jaana jasmin jenna jenni jenny johanna julia jutta kaarina kaija kaisa karin kati katja katri katariina kerttu kirsi
kirsti kristiina krista laila laura lea leena leila liisa lilja linda linnea lotta maaret maarit maija maiju mari maria marika marita marja
marjatta marjo marjut martta meeri merja miia milla mila minna minttu mira mirja mirjam mirva moona monica nea nelli niina noora oili olga oona
outi paula pauliina petra piia pirjo pirkko päivi raija raili raisa reetta riikka riina riitta ritva roosa ronja saana saara saija saila salla salme
sanna sara sari satu seija senja siiri silja sini sinikka sirkka sirpa sofia soile sointu stina susanna susanne suvi svetlana tanja tarja taru tea
terhi terttu tiina tuija tuire tuula tuuli tytti ulla ursula valma vappu veera venla viivi vilma virpi virve vuokko åsa
"""
_MEN = """
aapo aaro aarne aaron aatu ahti aki aku albert aleksi aleksanteri alfred anders andreas antero antti anton arho ari armas arto arttu arvo asko atte
aulis björn christer christian daniel eelis eero eetu eino elias elmeri emil ensio erik erkki esa esko fredrik göran hannes hannu harri heikki henri
henrik hugo iiro iikka ilkka ilmari ilpo jaakko jali jan jani janne jari jarkko jarmo jaska jere jesse joakim joel joni joona joonas jorma jouko jouni
juha juhani juho jukka jussi juuso jyrki kaarlo kai kaj kalervo kalevi kalle karl karri kari kauko kim kimmo klaus konsta kristian kyösti lars lasse
lassi lauri leevi leif leo luka luukas magnus marko markku markus martin martti matias mats matti mauno mauri miika mika mikael mikko miro miska
mohamed niilo niko niklas nils nooa olavi olli onni orvo oskari ossi oskar otso otto paavo panu pasi patrik pauli pekka pentti pertti peter petri
petteri pirkka raimo rainer rami rasmus rauli rauno reijo reima reino riku risto robert roni roope saku sakari sami sampo samu samuel santeri santtu
sauli seppo severi simo stefan sven taavi taisto taneli tapani tapio tarmo tatu tauno teemu teijo teppo terho tero teuvo timo tino toivo tom tommi
tomi toni topi topias tuomas tuomo tuukka urho urpo uuno valtteri veikko veijo veli vesa viljami viljo ville visa väinö yrjö ahmed ali hassan ivan åke
"""
_AS_WRITTEN = frozenset((_WOMEN + _MEN).split())
# Without its dots Mika would be found in "mikä", so words are compared as they are written; names are often written without.
GIVEN_NAMES = _AS_WRITTEN | {fold_text(name) for name in _AS_WRITTEN}

# What stands beside a given name in the name of a group, a house or a list, and makes no person of it.
_OTHER_WORDS = """
ryhmä ryhmät ryhmän talo koti keskus kerho klubi kahvila paja raati toiminta hanke projekti yhteisö yksikkö toimipiste kysely palaute vastaukset arvio
lista listat läsnäolo läsnäolot käynti käynnit osallistujat asiakkaat yhteydenotot seuranta tapaaminen tapaamiset kokous retki data vienti raportti
taulukko taul sheet versio kopio uusi vanha korjattu lopullinen kaikki alku loppu kevät kesä syksy talvi viikko päivä vuosi kausi jakso ja för och
tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu grupp gruppen huset hemmet enkät lista kopia
group house list copy export survey xlsx xlsm xls ods csv txt pdf docx
"""
_NO_FAMILY_NAMES = frozenset(_OTHER_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
LEAST_LETTERS = 3


def looks_like_somebody(name: str) -> bool:
    """Whether two words beside each other could be a given name and a family name, in either order."""
    return any(_is_pair(one, other) or _is_pair(other, one) for one, other in pairwise(_WORD.findall(unicodedata.normalize("NFKC", name).casefold())))


def _is_pair(given: str, family: str) -> bool:
    return given in GIVEN_NAMES and len(family) >= LEAST_LETTERS and family not in _NO_FAMILY_NAMES
