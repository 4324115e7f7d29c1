"""The registry's codes of how a study is made, in words; to be translated where they are shown."""

from cache.language import later

TYPES = {
    "INTERVENTIONAL": later("Treatment or other study in which people are given something"),
    "OBSERVATIONAL": later("Observational: people are followed; the study does not decide what they are given"),
    "EXPANDED_ACCESS": later("Expanded access: a drug outside a trial"),
}
PURPOSES = {
    "TREATMENT": later("Treatment"),
    "PREVENTION": later("Prevention"),
    "DIAGNOSTIC": later("Diagnosis"),
    "SUPPORTIVE_CARE": later("Supportive care"),
    "SCREENING": later("Screening"),
    "HEALTH_SERVICES_RESEARCH": later("How care is organised"),
    "BASIC_SCIENCE": later("Basic science"),
    "DEVICE_FEASIBILITY": later("Whether a device can be used"),
    "ECT": later("Educational, counselling or training"),
    "OTHER": later("Other"),
    "NA": later("not given"),
}
ALLOCATIONS = {
    "RANDOMIZED": later("By chance (randomised)"),
    "NON_RANDOMIZED": later("Not by chance (non-randomised)"),
    "NA": later("One group only, nothing to allocate"),
}
MODELS = {
    "SINGLE_GROUP": later("Single group: all are in one group"),
    "PARALLEL": later("Parallel: groups run side by side"),
    "CROSSOVER": later("Crossover: each group gets one thing after another, in a different order"),
    "FACTORIAL": later("Factorial: groups get different combinations"),
    "SEQUENTIAL": later("Sequential: groups start one after another"),
}
MASKINGS = {
    "NONE": later("Open label: everyone knows what is given"),
    "SINGLE": later(
        "Single-masked: one of these does not know what is given: patient, care team, researcher, assessor"
    ),
    "DOUBLE": later("Double-masked: two of these do not know what is given: patient, care team, researcher, assessor"),
    "TRIPLE": later(
        "Triple-masked: three of these do not know what is given: patient, care team, researcher, assessor"
    ),
    "QUADRUPLE": later("Quadruple-masked: none of these knows what is given: patient, care team, researcher, assessor"),
}
ARMS = {
    "EXPERIMENTAL": later("Experimental group"),
    "ACTIVE_COMPARATOR": later("Comparison group with an active treatment"),
    "PLACEBO_COMPARATOR": later("Comparison group with a placebo"),
    "SHAM_COMPARATOR": later("Comparison group with a sham"),
    "NO_INTERVENTION": later("Group without a treatment by the study"),
    "OTHER": later("Other"),
}
INTERVENTIONS = {
    "DRUG": later("Drug"),
    "BIOLOGICAL": later("Biological product or vaccine"),
    "COMBINATION_PRODUCT": later("Combination of drugs, devices or biological products"),
    "PROCEDURE": later("Procedure"),
    "RADIATION": later("Radiation"),
    "DEVICE": later("Device"),
    "BEHAVIORAL": later("Behaviour, such as counselling or exercise"),
    "DIETARY_SUPPLEMENT": later("Dietary supplement"),
    "DIAGNOSTIC_TEST": later("Diagnostic test"),
    "GENETIC": later("Genetic"),
    "OTHER": later("Other"),
}
SEXES = {"ALL": later("All"), "FEMALE": later("Women only"), "MALE": later("Men only")}
SPONSORS = {
    "INDUSTRY": later("Industry"),
    "NIH": later("U.S. National Institutes of Health (NIH)"),
    "FED": later("Other U.S. federal agency"),
    "OTHER_GOV": later("Government outside the U.S. federal agencies"),
    "NETWORK": later("Network of hospitals or researchers"),
    "INDIV": later("One person"),
    "AMBIG": later("Not clear"),
    "UNKNOWN": later("Unknown"),
    "OTHER": later("Hospital, university or other"),
}
