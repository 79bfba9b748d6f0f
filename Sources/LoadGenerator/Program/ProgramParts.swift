import LoadPlan

/// What a program is made of, while it is made.
struct ProgramParts {
    var instructions: [Program.Instruction] = []
    var requests: [PreparedRequest] = []
    var polls: [Program.PollStep] = []
    var entries: [Program.Entry] = []
    var raceBodies: [Address] = []
    var timeouts: [UInt64] = []
    var alternatives: [Program.Alternative] = []
    var parallels: [Program.ParallelStep] = []
    var takes: [Program.TakeStep] = []
    var eachSteps: [Program.EachStep] = []
    var retries: [Program.RetryStep] = []
    var distributions: [ThinkDistribution] = []
    var faults: [Program.Fault] = []
    var loopDepth = 0
    var groupDepth = 0
    var conditionals = 0
}
