"""The other side of labels.py: reads texts and targets from a file, then labels all texts once for each line it is sent."""

import json
import sys
import time

import medspacy
from loguru import logger
from medspacy.target_matcher import TargetRule

logger.remove()
with open(sys.argv[1], encoding="utf-8") as file:
    work = json.load(file)
nlp = medspacy.load()
nlp.get_pipe("medspacy_target_matcher").add([TargetRule(target, "TARGET") for target in work["targets"]])
print("ready", flush=True)
for _ in sys.stdin:
    began = time.perf_counter()
    for text in work["texts"]:
        for entity in nlp(text).ents:
            entity._.is_negated  # noqa: B018  what ConText was asked
    print(time.perf_counter() - began, flush=True)
