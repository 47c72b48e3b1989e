"""Words that say what a number near them is: a change, a comparison, a report; and words that end a noun phrase.

What belongs here: closed lists of words in lower case. What does not: names (data/) and how the words
are used (the rules).
"""

from __future__ import annotations

from pipeline.rules.lexicon import word_set

# Verbs of change by the direction of what they change; "improve" goes with what is better for the metric.
IMPROVE = word_set(
    """improve improves improved improving enhance enhances enhanced enhancing better betters bettering strengthen
    strengthens strengthened strengthening upgrade upgrades refine refines advance advances advancing optimize
    optimizes optimizing"""
)
RAISE = word_set(
    """boost boosts boosted boosting increase increases increased increasing raise raises raised raising elevate
    elevates elevated elevating lift lifts lifted lifting gain gained gaining gains accelerate accelerates
    accelerated accelerating expand expands expanding amplify amplifies amplifying rise rises rose rising grow
    grows grew growing jump jumps jumped jumping climb climbs climbed climbing extend extends extended
    speeding sped multiply multiplies soar soars soared soaring surge surges surged surging inflate inflates
    enlarge enlarges enlarged enlarging"""
)
LOWER = word_set(
    """reduce reduces reduced reducing decrease decreases decreased decreasing lower lowers lowered lowering cut
    cuts cutting save saves saved saving shrink shrinks shrank shrinking drop drops dropped dropping decline
    declines declined declining degrade degrades degraded degrading compress compresses compressed compressing
    shorten shortens shortened shortening minimize minimizes minimized minimizing minimise minimises diminish
    diminishes diminished diminishing fall falls fell falling slash slashes slashed slashing trim trims trimmed
    trimming mitigate mitigates mitigated mitigating suppress suppresses suppressed suppressing eliminate
    eliminates eliminated eliminating alleviate alleviates lose loses losing lost underperform underperforms
    underperformed underperforming deteriorate deteriorates deteriorated plummet plummets plummeted lag lags
    lagging trail trails trailing narrow narrows narrowed narrowing close closes closing drops bring brings
    brought bringing slow slows slowed slowing halve halves halved halving"""
)
# Of these, what is lowered is the system itself: their object is the baseline.
TRAIL = word_set(
    """underperform underperforms underperformed underperforming lag lags lagging lagged trail trails trailing
    trailed"""
)
# Verbs whose object is the baseline.
COMPARE = word_set(
    """outperform outperforms outperformed outperforming surpass surpasses surpassed surpassing exceed exceeds
    exceeded exceeding beat beats beating outpace outpaces outpacing lead leads leading top tops topping
    outscore outscores outdo outdoes outdoing win wins winning overtake overtakes overtaking eclipse eclipses
    outrank outshine outshines out-performs out-perform out-performed out-performing"""
)
# Nouns of change.
GAIN_NOUNS = word_set(
    """improvement improvements gain gains boost boosts enhancement enhancements uplift uplifts advantage
    advantages lead margin margins superiority"""
)
RISE_NOUNS = word_set(
    """increase increases speedup speedups speed-up speed-ups acceleration accelerations growth rise jump surge
    overhead lift lifts leap jumps rises expansion"""
)
DROP_NOUNS = word_set(
    """reduction reductions decrease decreases drop drops decline declines degradation degradations saving savings
    compression deterioration shrinkage cut cuts slowdown decrement fall shortening deficit"""
)
# Nouns of a change that do not say which way.
DIFFERENCES = word_set("difference differences change changes")
HIGHER = word_set("""higher more greater larger bigger longer stronger richer additional extra deeper wider broader
    increased""")
BETTER = frozenset(["better", "superior", "improved", "enhanced"])
FASTER = frozenset(["faster", "quicker"])
SMALLER = word_set("lower less fewer smaller shorter cheaper lighter narrower reduced decreased")
WORSE = frozenset(["worse", "inferior"])
SLOWER = frozenset(["slower"])

# Verbs (and prepositions) that report an absolute score.
REPORT = word_set(
    """achieve achieves achieved achieving reach reaches reached reaching obtain obtains obtained obtaining attain
    attains attained attaining yield yields yielded yielding score scores scored scoring get gets got getting
    report reports reported reporting record records recorded recording maintain maintains maintained
    maintaining deliver delivers delivered delivering demonstrate demonstrates demonstrated demonstrating
    produce produces produced producing exhibit exhibits exhibited exhibiting register registers registered show
    shows showed showing shown has have had having with at is was are were provide provides provided providing
    solve solves solved solving hit hits hitting remain remains remained reveal reveals revealed sustain
    sustains sustained realize realizes perform performs performed performing ensure ensures retain retains
    retained retaining preserve preserves preserved preserving set sets setting exceeding exceeds exceed
    surpassing surpasses above below under over average averages averaging averaged measured measuring
    identified identifies identify correctly successfully detect detects detected detecting classify classifies
    classified classifying complete completes completed completing agree agrees agreeing match matches matching"""
)
RETAIN = word_set(
    """retain retains retained retaining preserve preserves preserved preserving maintain maintains maintained
    maintaining recover recovers recovered recovering keep keeps keeping kept reach reaches reached reaching
    achieve achieves achieving achieved attain attains attaining match matches matching secure secures securing"""
)
# Those that say that something is kept, whatever follows.
KEEP = word_set(
    """retain retains retained retaining preserve preserves preserved preserving maintain maintains maintained
    maintaining regain regains regaining recover recovers recovered recovering keep keeps keeping kept"""
)

# What a system does with the items of a task: of how many, is its score.
ACCOMPLISH = word_set(
    """solve solves solved solving resolve resolves resolved resolving detect detects detected detecting identify
    identifies identified identifying retrieve retrieves retrieved retrieving recover recovers recovered recovering
    capture captures captured capturing localize localizes localized localizing locate locates located locating fix
    fixes fixed repair repairs repaired complete completes completed completing prove proves proved proving answer
    answers answered answering find finds found miss misses missed missing catch catches caught block blocks blocked
    blocking satisfy satisfies satisfied satisfying recognize recognizes recognized recognise recognises recognised
    reproduce reproduces reproduced replicate replicates replicated predict predicts predicted classify classifies
    classified correct corrects corrected pass passes passed recall recalls recalled intercept intercepts intercepted
    flag flags flagged refuse refuses refused refute refutes refuted verify verifies verified memorize memorizes
    memorized diagnose diagnoses diagnosed successfully correctly accurately"""
)

PREPOSITIONS = word_set(
    """of in on by to from with for over at than as across under per via between against versus vs during within
    without through throughout after before into among amongst onto upon toward towards despite given compared
    using when while whereas where which that who whose if because since although though unlike like beyond
    respectively e.g i.e such including namely regarding concerning until while whilst compared comparing due
    twice behind"""
)
DETERMINERS = word_set(
    """a an the its our their his her this that these those each every all both some any most many several another
    such either no other"""
)
CONJUNCTIONS = word_set("and or but nor yet so plus albeit")
AUXILIARIES = word_set(
    """is are was were be been being has have had having can could will would may might must should do does did not
    also only even just still thus thereby hence therefore further furthermore moreover additionally we they it
    he she you i there here then however"""
)
# Other verbs that end a noun phrase on its left.
VERBS = word_set(
    """use uses used requires require required requiring enable enables enabled enabling allow allows allowed
    allowing demonstrating make makes made making lead leads leading led result results resulting resulted cause
    causes caused causing find finds found finding observe observes observed see sees seen saw represent
    represents representing represented correspond corresponds corresponding translating translates translate
    propose proposes proposed present presents introduced introduces introduce develop develops developed
    evaluate evaluated evaluating train trained tested generalize generalizes generate generates needs need
    needed offering offers offer bringing followed follows following compare compares marking marks indicating
    indicates indicate suggesting suggests suggest highlighting confirming confirms validate validates validated
    validating establishing establishes establish include includes included contain contains containing cover
    covers covering comprise comprises comprising consist consists
    consisted consisting span spans spanning consume consumes consuming take takes
    taking run runs running revealing approaching reflecting proving push pushes pushed pushing incur incurs
    incurring benefit benefits facilitate facilitates impose imposes keep
    keeps kept keeping support supports supporting render renders operate operates operating suffer suffers
    suffering evidenced amounts amount corresponds ranging ranges range vary varies varying become becomes
    showcase showcases showcased showcasing underscore underscores underscoring emphasizing verifying verifies
    signifying attesting plateau plateaus plateaued plateauing collapse collapses collapsed collapsing peaks peaked
    peaking hover hovers hovered hovering struggle struggles struggled struggling stagnate stagnates stagnated
    stagnating experiences experienced experiencing undergo undergoes underwent exhibit exhibits exhibited exhibiting
    witness witnesses witnessed differ differs differed differing"""
)
# Words in -ly that are no adverbs.
NOT_ADVERBS = word_set(
    """anomaly family assembly early daily supply reply monopoly assembly fly only butterfly italy likely friendly"""
)
# Verbs that are oftener nouns right beside a number.
_NOUNS = word_set("score scores average averages match gain gains record records set sets hit over under")
STOPS = (
    PREPOSITIONS
    | DETERMINERS
    | CONJUNCTIONS
    | AUXILIARIES
    | VERBS
    | (REPORT - _NOUNS)
    | IMPROVE
    | RAISE
    | LOWER
    | COMPARE
)
# What directly joins a metric to its number ("F1 of 0.9", "accuracy reaches 91%").
JOINING = word_set(
    """of is was to at reaches reached reaching are were between ranging ranged ranges averaged averages from
    approx attains exceed attained hits remains equals exceeds exceeding exceeded surpasses surpassing surpass remain
    remained stays stayed staying stands stood hovers hovering peaks peaking plateaus plateauing approaches
    approaching averaging equal"""
)
# Words before a number that lead on to what governs it ("by up to an average of 5%").
LEAD_IN = word_set(
    """upto a an the about around approximately approx nearly roughly almost over under only just as much many high low
    good little well even impressive remarkable significant substantial notable relative absolute additional
    further margin factor maximum minimum total merely ~ ≈ ∼ < > ≤ ≥ = above below another overall whopping
    staggering consistent estimated clear approximate small large wide considerable respective average mean
    state-of-the-art new strong competitive promising superior top highest best striking noticeable dramatic huge
    massive sizable sizeable tremendous marked marginal slight modest slim = + - − ± ( [ or"""
)
# Adjectives of a number that are not part of the metric that follows it.
LIGHT = word_set(
    """average avg mean relative absolute overall further additional significant substantial consistent notable
    remarkable impressive respective corresponding total approximate maximum minimum averaged held-out peak
    baseline leading considerable clear marked dramatic large small slight marginal modest new state-of-the-art
    sota best highest top superior better improved strong competitive leading reported net original same full
    macro-averaged overall high low higher lower highest lowest decent good great comparable similar perfect
    near-perfect negligible minimal minor measurable excellent outstanding solid promising optimal alarming current
    previous prior very exceptional extraordinary unprecedented stark striking stunning astonishing
    poor weak meager mere respectable satisfactory unsatisfactory acceptable adequate limited longer shorter greater
    larger smaller stronger weaker faster slower worse worst maximal least second-best runner-up moderate challenging
    reasonable commendable near-zero fair steep sharp severe drastic sizable sizeable tremendous massive huge more
    important meaningful noteworthy pronounced profound surprising steady visible tangible appreciable discernible"""
)
# Nouns of data and other things a share is taken of, which is no score.
SHARES = word_set(
    """data dataset datasets samples sample examples example images image tokens token annotations labels label
    parameters parameter weights cases users participants respondents papers documents instances queries
    questions training set subset corpus videos frames patients people papers studies time population responses
    prompts tasks budget layers neurons heads channels features pixels points classes words sentences pairs
    epochs steps flops compute cost costs memory"""
)
# Nouns that stand for a system or an undertaking, never for a metric.
SYSTEMS = word_set(
    """model models method methods baseline baselines approach approaches framework system systems network networks
    counterpart counterparts competitor competitors technique techniques algorithm algorithms transformer
    transformers architecture architectures llm llms vlm vlms lvlm lvlms slm slms mllm mllms agent agents task tasks
    benchmark benchmarks dataset datasets work works state-of-the-art sota art results result student teacher backbone
    backbones detector detectors variant variants pipeline setting settings scenario scenarios"""
)
# Pairs of words that lead in to a number.
LEAD_IN_PAIRS = frozenset(
    {
        ("up", "to"),
        ("at", "least"),
        ("at", "most"),
        ("close", "to"),
        ("equal", "to"),
        ("more", "than"),
        ("less", "than"),
        ("higher", "than"),
        ("greater", "than"),
        ("lower", "than"),
        ("better", "than"),
        ("larger", "than"),
        ("fewer", "than"),
        ("as", "much"),
        ("as", "high"),
        ("as", "low"),
        ("much", "as"),
        ("high", "as"),
        ("low", "as"),
        ("little", "as"),
        ("few", "as"),
        ("as", "little"),
        ("as", "few"),
        ("average", "of"),
        ("factor", "of"),
        ("margin", "of"),
        ("mean", "of"),
        ("maximum", "of"),
        ("minimum", "of"),
        ("total", "of"),
        ("median", "of"),
        ("best", "of"),
        ("well", "over"),
        ("on", "average"),
        ("approx", "."),
        ("avg", "."),
    }
)
# Physical units that may stand between a number and its metric ("39.5 ms latency").
UNITS = word_set(
    """ms s sec secs second seconds min mins minute minutes hour hours mm cm m km nm µm μm gb mb kb tb gib mib db
    dbc hz khz mhz ghz w kw mw wh kwh j mj pixels px degrees ° millisecond milliseconds microseconds bits kbps
    mbps gflops tflops decibels decibel bpm"""
)
# Metrics that are counts: a bare whole number before them is an amount, not a score.
COUNTS = word_set(
    """parameters parameter params tokens token data samples flops macs epochs iterations steps labels calls
    operations queries tasks time cost costs memory length size budget performance frames speed accuracy layers
    images layer steps step errors error loss success energy"""
)
# Words that begin something new between two numbers, so that the second does not continue the first.
STRONG = frozenset(["using", "training", "data"])
# What a system takes: of these, less is told as a gain, and hardly ever on a benchmark.
COSTS = word_set(
    """time latency speed speedup speedups speed-up throughput token tokens flops macs compute memory storage size
    parameters cost costs usage energy efficiency runtime overhead samples data convergence acceleration inference
    length steps"""
)
