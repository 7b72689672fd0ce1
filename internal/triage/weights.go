package triage

// packedWeights is empty until the model is trained.
const packedWeights = ""
