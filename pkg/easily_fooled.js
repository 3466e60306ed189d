/* @ts-self-types="./easily_fooled.d.ts" */

/**
 * An attack on one picture, stepped by the caller.
 */
export class Attack {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        AttackFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_attack_free(ptr, 0);
    }
    /**
     * The best picture so far, rounded to 8 bits inside the budget: what a download holds.
     * @returns {Float32Array}
     */
    best() {
        const ret = wasm.attack_best(this.__wbg_ptr);
        return ret;
    }
    /**
     * The current iterate, not rounded.
     * @returns {Float32Array}
     */
    current() {
        const ret = wasm.attack_current(this.__wbg_ptr);
        return ret;
    }
    /**
     * `pixels` (one picture) is rounded to 8 bits first. Throws on bad options, naming the option and its range.
     * @param {Classifier | Ensemble} target
     * @param {Float32Array | number[]} pixels
     * @param {AttackOptions} options
     */
    constructor(target, pixels, options) {
        const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.attack_new(target, ptr0, len0, options);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        this.__wbg_ptr = ret[0];
        AttackFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * The seed in use, chosen or drawn.
     * @returns {number}
     */
    get seed() {
        const ret = wasm.attack_seed(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * Does at most `iterations` iterations and reports the state after the last.
     * @param {number} iterations
     * @returns {Progress}
     */
    step(iterations) {
        const ret = wasm.attack_step(this.__wbg_ptr, iterations);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Judges `best()` by both runtimes behind a filter that the attack knew nothing of; of a random one `seed` (default 0) is where
     * the draws come from.
     * @param {Filter} filter
     * @param {number | null} [seed]
     * @returns {Verdict}
     */
    verdictBehind(filter, seed) {
        const ret = wasm.attack_verdictBehind(this.__wbg_ptr, filter, isLikeNone(seed) ? Number.MAX_SAFE_INTEGER : (seed) >>> 0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Judges `best()` by both runtimes.
     * @returns {Verdict}
     */
    verdict() {
        const ret = wasm.attack_verdict(this.__wbg_ptr);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
}
if (Symbol.dispose) Attack.prototype[Symbol.dispose] = Attack.prototype.free;

/**
 * Randomised smoothing of one picture's answer (Cohen, Rosenfeld and Kolter 2019), stepped by the caller.
 */
export class Certifier {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        CertifierFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_certifier_free(ptr, 0);
    }
    /**
     * Undefined while copies are missing.
     * @returns {Certificate | undefined}
     */
    certificate() {
        const ret = wasm.certifier_certificate(this.__wbg_ptr);
        return ret;
    }
    /**
     * The base classifier is `target`'s vote. Throws on bad options, naming the option and its range.
     * @param {Classifier | Ensemble} target
     * @param {Float32Array | number[]} pixels
     * @param {SmoothingOptions | null | null} [options]
     */
    constructor(target, pixels, options) {
        const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.certifier_new(target, ptr0, len0, isLikeNone(options) ? 0 : addToExternrefTable0(options));
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        this.__wbg_ptr = ret[0];
        CertifierFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * Looks at about `copies` more noisy copies.
     * @param {number} copies
     * @returns {CertifierProgress}
     */
    step(copies) {
        const ret = wasm.certifier_step(this.__wbg_ptr, copies);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
}
if (Symbol.dispose) Certifier.prototype[Symbol.dispose] = Certifier.prototype.free;

/**
 * A loaded model: our engine, and a second runtime for a second opinion.
 */
export class Classifier {
    static __wrap(ptr) {
        const obj = Object.create(Classifier.prototype);
        obj.__wbg_ptr = ptr;
        ClassifierFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        ClassifierFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_classifier_free(ptr, 0);
    }
    /**
     * What the light build's `fromBlueprint` needs beside `file`, the bytes that this was read from.
     * @param {Uint8Array | number[]} file
     * @returns {Uint8Array}
     */
    blueprint(file) {
        const ptr0 = passArray8ToWasm0(file, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.classifier_blueprint(this.__wbg_ptr, ptr0, len0);
        if (ret[3]) {
            throw takeFromExternrefTable0(ret[2]);
        }
        var v2 = getArrayU8FromWasm0(ret[0], ret[1]).slice();
        wasm.__wbindgen_free_command_export(ret[0], ret[1] * 1, 1);
        return v2;
    }
    /**
     * @returns {number}
     */
    get classCount() {
        const ret = wasm.classifier_classCount(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * Builds what `blueprint` drew of the `.onnx` file `file`; `judge` is asked for second opinions. Of nets that come this way those
     * unused for longest give their memory up (some 40 MB stay in use) and are built again, in milliseconds, when they are asked.
     * @param {Uint8Array | number[]} blueprint
     * @param {Uint8Array | number[]} file
     * @param {(pixels: Float32Array) => Float32Array} judge
     * @returns {Classifier}
     */
    static fromBlueprint(blueprint, file, judge) {
        let ptr0, len0, ptr1, len1;
        try {
            ptr0 = passArray8ToWasm0(blueprint, wasm.__wbindgen_malloc_command_export);
            len0 = WASM_VECTOR_LEN;
            ptr1 = passArray8ToWasm0(file, wasm.__wbindgen_malloc_command_export);
            len1 = WASM_VECTOR_LEN;
        } catch (e) {
            if (ptr1) { wasm.__wbindgen_free_command_export(ptr1, len1 * 1, 1); }
            if (ptr0) { wasm.__wbindgen_free_command_export(ptr0, len0 * 1, 1); }
            throw e;
        }
        const ret = wasm.classifier_fromBlueprint(ptr0, len0, ptr1, len1, judge);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return Classifier.__wrap(ret[0]);
    }
    /**
     * Reads an `.onnx` file. Throws an `Error` that says what is wrong with the file and what to do.
     * @param {Uint8Array | number[]} bytes
     * @param {ModelOptions | null | null} [options]
     * @returns {Classifier}
     */
    static fromOnnx(bytes, options) {
        const ptr0 = passArray8ToWasm0(bytes, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.classifier_fromOnnx(ptr0, len0, isLikeNone(options) ? 0 : addToExternrefTable0(options));
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return Classifier.__wrap(ret[0]);
    }
    /**
     * False when an op has no gradient: then only query-only attacks work; `notes` says which node and op.
     * @returns {boolean}
     */
    get hasGradient() {
        const ret = wasm.classifier_hasGradient(this.__wbg_ptr);
        return ret !== 0;
    }
    /**
     * cotangentᵀ · ∂logits/∂pixels, as long as `pixels`.
     * @param {Float32Array | number[]} pixels
     * @param {Float32Array | number[]} cotangent
     * @returns {Float32Array}
     */
    inputGradient(pixels, cotangent) {
        let ptr0, len0, ptr1, len1;
        try {
            ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
            len0 = WASM_VECTOR_LEN;
            ptr1 = passArrayF32ToWasm0(cotangent, wasm.__wbindgen_malloc_command_export);
            len1 = WASM_VECTOR_LEN;
        } catch (e) {
            if (ptr1) { wasm.__wbindgen_free_command_export(ptr1, len1 * 4, 4); }
            if (ptr0) { wasm.__wbindgen_free_command_export(ptr0, len0 * 4, 4); }
            throw e;
        }
        const ret = wasm.classifier_inputGradient(this.__wbg_ptr, ptr0, len0, ptr1, len1);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * [channels, height, width] of a picture.
     * @returns {Uint32Array}
     */
    get inputShape() {
        const ret = wasm.classifier_inputShape(this.__wbg_ptr);
        var v1 = getArrayU32FromWasm0(ret[0], ret[1]).slice();
        wasm.__wbindgen_free_command_export(ret[0], ret[1] * 4, 4);
        return v1;
    }
    /**
     * Logits of one picture, or of a batch of them, one after another.
     * @param {Float32Array | number[]} pixels
     * @returns {Float32Array}
     */
    logits(pixels) {
        const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.classifier_logits(this.__wbg_ptr, ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Multiplications of one forward pass; 0 where there is no gradient.
     * @returns {number}
     */
    get multiplyAdds() {
        const ret = wasm.classifier_multiplyAdds(this.__wbg_ptr);
        return ret;
    }
    /**
     * [channels, height, width] that the file wants; pictures of `inputShape` are scaled to them.
     * @returns {Uint32Array}
     */
    get nativeShape() {
        const ret = wasm.classifier_nativeShape(this.__wbg_ptr);
        var v1 = getArrayU32FromWasm0(ret[0], ret[1]).slice();
        wasm.__wbindgen_free_command_export(ret[0], ret[1] * 4, 4);
        return v1;
    }
    /**
     * Plain sentences about what loading found or changed.
     * @returns {string[]}
     */
    get notes() {
        const ret = wasm.classifier_notes(this.__wbg_ptr);
        var v1 = getArrayJsValueFromWasm0(ret[0], ret[1]);
        wasm.__wbindgen_free_command_export(ret[0], ret[1] * 4, 4);
        return v1;
    }
    /**
     * Numbers that the file holds as weights, 8-bit ones included.
     * @returns {number}
     */
    get parameterCount() {
        const ret = wasm.classifier_parameterCount(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * Softmax of [`logits`].
     * @param {Float32Array | number[]} pixels
     * @returns {Float32Array}
     */
    probabilities(pixels) {
        const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.classifier_probabilities(this.__wbg_ptr, ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Logits by the second runtime.
     * @param {Float32Array | number[]} pixels
     * @returns {Float32Array}
     */
    secondOpinion(pixels) {
        const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.classifier_secondOpinion(this.__wbg_ptr, ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * This classifier alone, for [`Target`].
     * @returns {Voters}
     */
    voters() {
        const ret = wasm.classifier_voters(this.__wbg_ptr);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return Voters.__wrap(ret[0]);
    }
}
if (Symbol.dispose) Classifier.prototype[Symbol.dispose] = Classifier.prototype.free;

/**
 * Several classifiers that vote. They stay usable, and freeable, on their own.
 */
export class Ensemble {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        EnsembleFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_ensemble_free(ptr, 0);
    }
    /**
     * @returns {number}
     */
    get memberCount() {
        const ret = wasm.ensemble_memberCount(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * @param {Classifier[]} members
     * @param {EnsembleOptions | null | null} [options]
     */
    constructor(members, options) {
        const ret = wasm.ensemble_new(members, isLikeNone(options) ? 0 : addToExternrefTable0(options));
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        this.__wbg_ptr = ret[0];
        EnsembleFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * The vote on one picture.
     * @param {Float32Array | number[]} pixels
     * @returns {Vote}
     */
    vote(pixels) {
        const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.ensemble_vote(this.__wbg_ptr, ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * @returns {Voters}
     */
    voters() {
        const ret = wasm.ensemble_voters(this.__wbg_ptr);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return Voters.__wrap(ret[0]);
    }
}
if (Symbol.dispose) Ensemble.prototype[Symbol.dispose] = Ensemble.prototype.free;

/**
 * Ten niches, or as many as there are classes, each with the picture that its class is surest of so far; bred by answers
 * alone, stepped by the caller.
 */
export class Evolution {
    static __wrap(ptr) {
        const obj = Object.create(Evolution.prototype);
        obj.__wbg_ptr = ptr;
        EvolutionFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        EvolutionFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_evolution_free(ptr, 0);
    }
    /**
     * The best picture of a class so far, 8-bit: what was judged. Undefined before the first step.
     * @param {number} label
     * @returns {Float32Array | undefined}
     */
    champion(label) {
        const ret = wasm.evolution_champion(this.__wbg_ptr, label);
        return ret;
    }
    /**
     * The genome that `champion` is drawn from, for `drawGenome`: at most 446 letters that a link may hold. Undefined with
     * the direct encoding, where the picture is all there is.
     * @param {number} label
     * @returns {string | undefined}
     */
    genome(label) {
        const ret = wasm.evolution_genome(this.__wbg_ptr, label);
        let v1;
        if (ret[0] !== 0) {
            v1 = getStringFromWasm0(ret[0], ret[1]);
            wasm.__wbindgen_free_command_export(ret[0], ret[1] * 1, 1);
        }
        return v1;
    }
    /**
     * Throws on bad options, naming the option and its range.
     * @param {Classifier | Ensemble} target
     * @param {EvolutionOptions} options
     */
    constructor(target, options) {
        const ret = wasm.evolution_new(target, options);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        this.__wbg_ptr = ret[0];
        EvolutionFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * Goes on where `state()` was taken, as if nothing had been between. Throws when the bytes are damaged, or when they
     * are of other networks.
     * @param {Classifier | Ensemble} target
     * @param {Uint8Array | number[]} state
     * @returns {Evolution}
     */
    static resume(target, state) {
        const ptr0 = passArray8ToWasm0(state, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.evolution_resume(target, ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return Evolution.__wrap(ret[0]);
    }
    /**
     * The seed in use, chosen or drawn.
     * @returns {number}
     */
    get seed() {
        const ret = wasm.evolution_seed(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * All that there is to know, for `resume`.
     * @returns {Uint8Array}
     */
    state() {
        const ret = wasm.evolution_state(this.__wbg_ptr);
        var v1 = getArrayU8FromWasm0(ret[0], ret[1]).slice();
        wasm.__wbindgen_free_command_export(ret[0], ret[1] * 1, 1);
        return v1;
    }
    /**
     * Breeds and judges at most `evaluations` more pictures. The outcome does not depend on the strides.
     * @param {number} evaluations
     * @returns {EvolutionProgress}
     */
    step(evaluations) {
        const ret = wasm.evolution_step(this.__wbg_ptr, evaluations);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Judges `champion` by both runtimes. Undefined before the first step.
     * @param {number} label
     * @returns {ChampionVerdict | undefined}
     */
    verdict(label) {
        const ret = wasm.evolution_verdict(this.__wbg_ptr, label);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
}
if (Symbol.dispose) Evolution.prototype[Symbol.dispose] = Evolution.prototype.free;

/**
 * Nets and labelled pictures, to be measured. A task falls into pieces that are done in any order, here or by another
 * `Experiment` of the same nets, pictures and seed: the results are the same.
 */
export class Experiment {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        ExperimentFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_experiment_free(ptr, 0);
    }
    /**
     * `pictures` holds them one after another (they are rounded to 8 bits), `labels` the class of each. Throws when their
     * numbers do not fit, or a label is no class.
     * @param {Classifier[]} nets
     * @param {Float32Array | number[]} pictures
     * @param {Uint8Array | number[]} labels
     * @param {ExperimentOptions | null | null} [options]
     */
    constructor(nets, pictures, labels, options) {
        let ptr0, len0, ptr1, len1;
        try {
            ptr0 = passArrayF32ToWasm0(pictures, wasm.__wbindgen_malloc_command_export);
            len0 = WASM_VECTOR_LEN;
            ptr1 = passArray8ToWasm0(labels, wasm.__wbindgen_malloc_command_export);
            len1 = WASM_VECTOR_LEN;
        } catch (e) {
            if (ptr1) { wasm.__wbindgen_free_command_export(ptr1, len1 * 1, 1); }
            if (ptr0) { wasm.__wbindgen_free_command_export(ptr0, len0 * 4, 4); }
            throw e;
        }
        const ret = wasm.experiment_new(nets, ptr0, len0, ptr1, len1, isLikeNone(options) ? 0 : addToExternrefTable0(options));
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        this.__wbg_ptr = ret[0];
        ExperimentFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * The picture that the piece under way, or the last one, has made so far, on 8 bits; undefined where none is made.
     * @returns {Float32Array | undefined}
     */
    picture() {
        const ret = wasm.experiment_picture(this.__wbg_ptr);
        return ret;
    }
    /**
     * How many pieces the task falls into.
     * @param {ExperimentTask} task
     * @returns {number}
     */
    pieces(task) {
        const ret = wasm.experiment_pieces(this.__wbg_ptr, task);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return ret[0] >>> 0;
    }
    /**
     * The seed in use, chosen or drawn.
     * @returns {number}
     */
    get seed() {
        const ret = wasm.experiment_seed(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * Begins piece `index` of the task; a piece under way is dropped.
     * @param {ExperimentTask} task
     * @param {number} index
     */
    start(task, index) {
        const ret = wasm.experiment_start(this.__wbg_ptr, task, index);
        if (ret[1]) {
            throw takeFromExternrefTable0(ret[0]);
        }
    }
    /**
     * Does at most `iterations` iterations of the piece under way, or classifies one block; what was found, when the piece
     * is finished.
     * @param {number} iterations
     * @returns {Found | undefined}
     */
    step(iterations) {
        const ret = wasm.experiment_step(this.__wbg_ptr, iterations);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Puts together what was found, piece after piece; undefined while some is missing.
     * @param {ExperimentTask} task
     * @param {(Found | undefined)[]} found
     * @returns {ExperimentOutcome | undefined}
     */
    tally(task, found) {
        const ret = wasm.experiment_tally(this.__wbg_ptr, task, found);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
}
if (Symbol.dispose) Experiment.prototype[Symbol.dispose] = Experiment.prototype.free;

/**
 * A straight line from a picture, unclipped, and what a net says along it.
 */
export class Ray {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        RayFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_ray_free(ptr, 0);
    }
    /**
     * The node for which the net is not piecewise affine, so that nothing said of bends applies; undefined: there is none.
     * @returns {string | undefined}
     */
    get curvedNode() {
        const ret = wasm.ray_curvedNode(this.__wbg_ptr);
        let v1;
        if (ret[0] !== 0) {
            v1 = getStringFromWasm0(ret[0], ret[1]);
            wasm.__wbindgen_free_command_export(ret[0], ret[1] * 1, 1);
        }
        return v1;
    }
    /**
     * `pixels` is one picture. Throws on bad options, and where the net has no gradient.
     * @param {Classifier | Ensemble} target
     * @param {Float32Array | number[]} pixels
     * @param {RayOptions} options
     */
    constructor(target, pixels, options) {
        const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.ray_new(target, ptr0, len0, options);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        this.__wbg_ptr = ret[0];
        RayFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * What stands at `alpha`, unclipped.
     * @param {number} alpha
     * @returns {Float32Array}
     */
    pixels(alpha) {
        const ret = wasm.ray_pixels(this.__wbg_ptr, alpha);
        return ret;
    }
    /**
     * One forward pass each.
     * @param {Float64Array | number[]} alphas
     * @returns {RaySample}
     */
    sample(alphas) {
        const ptr0 = passArrayF64ToWasm0(alphas, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.ray_sample(this.__wbg_ptr, ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Looks for the far end, with at most `passes` more forward passes.
     * @param {number} passes
     * @returns {FarEnd}
     */
    survey(passes) {
        const ret = wasm.ray_survey(this.__wbg_ptr, passes);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
}
if (Symbol.dispose) Ray.prototype[Symbol.dispose] = Ray.prototype.free;

/**
 * A flat cut through the space of pictures: one axis away from the picture's class, the other by lot and at a right angle.
 */
export class Slice {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        SliceFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_slice_free(ptr, 0);
    }
    /**
     * Cells from `first` on, row by row from the top; fewer where there are no more.
     * @param {number} first
     * @param {number} count
     * @returns {SliceCells}
     */
    cells(first, count) {
        const ret = wasm.slice_cells(this.__wbg_ptr, first, count);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * `pixels` is one picture. Throws on bad options, and where the net has no gradient.
     * @param {Classifier | Ensemble} target
     * @param {Float32Array | number[]} pixels
     * @param {SliceOptions} options
     */
    constructor(target, pixels, options) {
        const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.slice_new(target, ptr0, len0, options);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        this.__wbg_ptr = ret[0];
        SliceFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
}
if (Symbol.dispose) Slice.prototype[Symbol.dispose] = Slice.prototype.free;

/**
 * One change that alters the answers to many pictures (Moosavi-Dezfooli 2017), stepped by the caller.
 */
export class UniversalPerturbation {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        UniversalPerturbationFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_universalperturbation_free(ptr, 0);
    }
    /**
     * Any picture with `best()` added, rounded to 8 bits inside the budget.
     * @param {Float32Array | number[]} pixels
     * @returns {Float32Array}
     */
    apply(pixels) {
        const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.universalperturbation_apply(this.__wbg_ptr, ptr0, len0);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * The change that fooled most pictures so far: signed pixel values, not rounded.
     * @returns {Float32Array}
     */
    best() {
        const ret = wasm.universalperturbation_best(this.__wbg_ptr);
        return ret;
    }
    /**
     * `pixels` holds the pictures one after another; they are rounded to 8 bits first. Throws on bad options, naming the
     * option and its range, and where a net has no gradient.
     * @param {Classifier | Ensemble} target
     * @param {Float32Array | number[]} pixels
     * @param {UniversalOptions | null | null} [options]
     */
    constructor(target, pixels, options) {
        const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
        const len0 = WASM_VECTOR_LEN;
        const ret = wasm.universalperturbation_new(target, ptr0, len0, isLikeNone(options) ? 0 : addToExternrefTable0(options));
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        this.__wbg_ptr = ret[0];
        UniversalPerturbationFinalization.register(this, this.__wbg_ptr, this);
        return this;
    }
    /**
     * The seed in use, chosen or drawn.
     * @returns {number}
     */
    get seed() {
        const ret = wasm.universalperturbation_seed(this.__wbg_ptr);
        return ret >>> 0;
    }
    /**
     * Looks at `pictures` pictures at most and reports the state after the last.
     * @param {number} pictures
     * @returns {UniversalProgress}
     */
    step(pictures) {
        const ret = wasm.universalperturbation_step(this.__wbg_ptr, pictures);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
    /**
     * Judges picture `index` with `best()` added, by both runtimes.
     * @param {number} index
     * @returns {Verdict}
     */
    verdict(index) {
        const ret = wasm.universalperturbation_verdict(this.__wbg_ptr, index);
        if (ret[2]) {
            throw takeFromExternrefTable0(ret[1]);
        }
        return takeFromExternrefTable0(ret[0]);
    }
}
if (Symbol.dispose) UniversalPerturbation.prototype[Symbol.dispose] = UniversalPerturbation.prototype.free;

/**
 * An ensemble on its way from one exported object into another. Not for callers.
 */
export class Voters {
    static __wrap(ptr) {
        const obj = Object.create(Voters.prototype);
        obj.__wbg_ptr = ptr;
        VotersFinalization.register(obj, obj.__wbg_ptr, obj);
        return obj;
    }
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        VotersFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_voters_free(ptr, 0);
    }
}
if (Symbol.dispose) Voters.prototype[Symbol.dispose] = Voters.prototype.free;

/**
 * What nets behind `filter` see of one planar picture of width × height; of a random filter the first draw of `seed`
 * (default 0).
 * @param {Filter} filter
 * @param {Float32Array | number[]} pixels
 * @param {number} width
 * @param {number} height
 * @param {number | null} [seed]
 * @returns {Float32Array}
 */
export function applyFilter(filter, pixels, width, height, seed) {
    const val2 = +width;
    const val3 = +height;
    const val4 = +(isLikeNone(seed) ? Number.MAX_SAFE_INTEGER : (seed) >>> 0);
    const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.applyFilter(filter, ptr0, len0, val2, val3, val4);
    if (ret[2]) {
        throw takeFromExternrefTable0(ret[1]);
    }
    return takeFromExternrefTable0(ret[0]);
}

/**
 * A genome's picture at any size up to 2048 a side, as RGBA. At the net's own size it is the champion, pixel by pixel.
 * @param {string} genome
 * @param {number} width
 * @param {number} height
 * @returns {Uint8ClampedArray}
 */
export function drawGenome(genome, width, height) {
    const val2 = +width;
    const val3 = +height;
    const ptr0 = passStringToWasm0(genome, wasm.__wbindgen_malloc_command_export, wasm.__wbindgen_realloc_command_export);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.drawGenome(ptr0, len0, val2, val3);
    if (ret[3]) {
        throw takeFromExternrefTable0(ret[2]);
    }
    var v4 = getClampedArrayU8FromWasm0(ret[0], ret[1]).slice();
    wasm.__wbindgen_free_command_export(ret[0], ret[1] * 1, 1);
    return v4;
}

/**
 * Uniform 8-bit noise from the seeded generator.
 * @param {number} seed
 * @param {number} length
 * @returns {Float32Array}
 */
export function noise(seed, length) {
    const ret = wasm.noise(seed, length);
    if (ret[2]) {
        throw takeFromExternrefTable0(ret[1]);
    }
    return takeFromExternrefTable0(ret[0]);
}

/**
 * [`pixelsFromRgba`] of a canvas's `ImageData`.
 * @param {ImageData} source
 * @param {number} width
 * @param {number} height
 * @returns {Float32Array}
 */
export function pixelsFromImageData(source, width, height) {
    const ret = wasm.pixelsFromImageData(source, width, height);
    if (ret[2]) {
        throw takeFromExternrefTable0(ret[1]);
    }
    return takeFromExternrefTable0(ret[0]);
}

/**
 * A picture of any size (interleaved RGBA) to planar 8-bit pixels: the centred crop of the right aspect ratio, averaged
 * over areas to width × height, transparency over mid-grey. The same in every browser.
 * @param {Uint8Array | number[]} rgba
 * @param {number} source_width
 * @param {number} source_height
 * @param {number} width
 * @param {number} height
 * @returns {Float32Array}
 */
export function pixelsFromRgba(rgba, source_width, source_height, width, height) {
    const val2 = +source_width;
    const val3 = +source_height;
    const val4 = +width;
    const val5 = +height;
    const ptr0 = passArray8ToWasm0(rgba, wasm.__wbindgen_malloc_command_export);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.pixelsFromRgba(ptr0, len0, val2, val3, val4, val5);
    if (ret[2]) {
        throw takeFromExternrefTable0(ret[1]);
    }
    return takeFromExternrefTable0(ret[0]);
}

/**
 * An unsigned 32-bit seed from the system.
 * @returns {number}
 */
export function randomSeed() {
    const ret = wasm.randomSeed();
    if (ret[2]) {
        throw takeFromExternrefTable0(ret[1]);
    }
    return ret[0] >>> 0;
}

/**
 * Mid-grey plus `gain` times the change from `before` to `after`, as RGBA.
 * @param {Float32Array | number[]} before
 * @param {Float32Array | number[]} after
 * @param {number} width
 * @param {number} height
 * @param {number} gain
 * @returns {Uint8ClampedArray}
 */
export function rgbaFromChange(before, after, width, height, gain) {
    const val3 = +width;
    const val4 = +height;
    const val5 = +gain;
    let ptr0, len0, ptr1, len1;
    try {
        ptr0 = passArrayF32ToWasm0(before, wasm.__wbindgen_malloc_command_export);
        len0 = WASM_VECTOR_LEN;
        ptr1 = passArrayF32ToWasm0(after, wasm.__wbindgen_malloc_command_export);
        len1 = WASM_VECTOR_LEN;
    } catch (e) {
        if (ptr1) { wasm.__wbindgen_free_command_export(ptr1, len1 * 4, 4); }
        if (ptr0) { wasm.__wbindgen_free_command_export(ptr0, len0 * 4, 4); }
        throw e;
    }
    const ret = wasm.rgbaFromChange(ptr0, len0, ptr1, len1, val3, val4, val5);
    if (ret[3]) {
        throw takeFromExternrefTable0(ret[2]);
    }
    var v6 = getClampedArrayU8FromWasm0(ret[0], ret[1]).slice();
    wasm.__wbindgen_free_command_export(ret[0], ret[1] * 1, 1);
    return v6;
}

/**
 * 8-bit RGBA of planar pixels, every pixel a square of `zoom` (default 1).
 * @param {Float32Array | number[]} pixels
 * @param {number} width
 * @param {number} height
 * @param {number | null} [zoom]
 * @returns {Uint8ClampedArray}
 */
export function rgbaFromPixels(pixels, width, height, zoom) {
    const val2 = +width;
    const val3 = +height;
    const val4 = +(isLikeNone(zoom) ? Number.MAX_SAFE_INTEGER : (zoom) >>> 0);
    const ptr0 = passArrayF32ToWasm0(pixels, wasm.__wbindgen_malloc_command_export);
    const len0 = WASM_VECTOR_LEN;
    const ret = wasm.rgbaFromPixels(ptr0, len0, val2, val3, val4);
    if (ret[3]) {
        throw takeFromExternrefTable0(ret[2]);
    }
    var v5 = getClampedArrayU8FromWasm0(ret[0], ret[1]).slice();
    wasm.__wbindgen_free_command_export(ret[0], ret[1] * 1, 1);
    return v5;
}

/**
 * `count` out of `of`, with its 95 % interval.
 * @param {number} count
 * @param {number} of
 * @returns {Share}
 */
export function share(count, of) {
    const ret = wasm.share(count, of);
    if (ret[2]) {
        throw takeFromExternrefTable0(ret[1]);
    }
    return takeFromExternrefTable0(ret[0]);
}

export function start() {
    wasm.start();
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_Error_208446807d0d1e30: function(arg0, arg1) {
            const ret = Error(getStringFromWasm0(arg0, arg1));
            return ret;
        },
        __wbg_Number_ff192a72a0dcdf6d: function(arg0) {
            const ret = Number(arg0);
            return ret;
        },
        __wbg_String_8564e559799eccda: function(arg0, arg1) {
            const ret = String(arg1);
            const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc_command_export, wasm.__wbindgen_realloc_command_export);
            const len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
        },
        __wbg___wbindgen_bigint_get_as_i64_11da4b52cd0aedef: function(arg0, arg1) {
            const v = arg1;
            const ret = typeof(v) === 'bigint' ? v : undefined;
            getDataViewMemory0().setBigInt64((arg0 >>> 0) + 8 * 1, isLikeNone(ret) ? BigInt(0) : ret, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, !isLikeNone(ret), true);
        },
        __wbg___wbindgen_boolean_get_4f1baf9a00be3c74: function(arg0) {
            const v = arg0;
            const ret = typeof(v) === 'boolean' ? v : undefined;
            return isLikeNone(ret) ? 0xFFFFFF : ret ? 1 : 0;
        },
        __wbg___wbindgen_debug_string_f249a2a76caa9a55: function(arg0, arg1) {
            const ret = debugString(arg1);
            const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc_command_export, wasm.__wbindgen_realloc_command_export);
            const len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
        },
        __wbg___wbindgen_in_3f58a9d3b3a7eed2: function(arg0, arg1) {
            const ret = arg0 in arg1;
            return ret;
        },
        __wbg___wbindgen_is_bigint_5fa10641e039d3ef: function(arg0) {
            const ret = typeof(arg0) === 'bigint';
            return ret;
        },
        __wbg___wbindgen_is_function_741ff2bb612836f5: function(arg0) {
            const ret = typeof(arg0) === 'function';
            return ret;
        },
        __wbg___wbindgen_is_null_c22311b1cc228e3a: function(arg0) {
            const ret = arg0 === null;
            return ret;
        },
        __wbg___wbindgen_is_object_8b968c3ab8e96595: function(arg0) {
            const val = arg0;
            const ret = typeof(val) === 'object' && val !== null;
            return ret;
        },
        __wbg___wbindgen_is_string_fc456fee5d3317de: function(arg0) {
            const ret = typeof(arg0) === 'string';
            return ret;
        },
        __wbg___wbindgen_is_undefined_be5b34249ff1fc15: function(arg0) {
            const ret = arg0 === undefined;
            return ret;
        },
        __wbg___wbindgen_jsval_eq_38d7bfbe4cc84039: function(arg0, arg1) {
            const ret = arg0 === arg1;
            return ret;
        },
        __wbg___wbindgen_jsval_loose_eq_b2f214e2e4b30e36: function(arg0, arg1) {
            const ret = arg0 == arg1;
            return ret;
        },
        __wbg___wbindgen_number_get_934b640d0889af78: function(arg0, arg1) {
            const obj = arg1;
            const ret = typeof(obj) === 'number' ? obj : undefined;
            getDataViewMemory0().setFloat64((arg0 >>> 0) + 8 * 1, isLikeNone(ret) ? 0 : ret, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, !isLikeNone(ret), true);
        },
        __wbg___wbindgen_string_get_7ce8eee7fd327545: function(arg0, arg1) {
            const obj = arg1;
            const ret = typeof(obj) === 'string' ? obj : undefined;
            var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm.__wbindgen_malloc_command_export, wasm.__wbindgen_realloc_command_export);
            var len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
        },
        __wbg___wbindgen_throw_4c88d8bf264fd984: function(arg0, arg1) {
            throw new Error(getStringFromWasm0(arg0, arg1));
        },
        __wbg_call_40b008ba32f73991: function() { return handleError(function (arg0, arg1) {
            const ret = arg0.call(arg1);
            return ret;
        }, arguments); },
        __wbg_call_a410eb4b59ed5965: function() { return handleError(function (arg0, arg1, arg2) {
            const ret = arg0.call(arg1, arg2);
            return ret;
        }, arguments); },
        __wbg_data_bf4b5c8a5fc46441: function(arg0, arg1) {
            const ret = arg1.data;
            const ptr1 = passArray8ToWasm0(ret, wasm.__wbindgen_malloc_command_export);
            const len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
        },
        __wbg_done_57e08d0be6e30c02: function(arg0) {
            const ret = arg0.done;
            return ret;
        },
        __wbg_entries_7bb1459bd9b5c2b9: function(arg0) {
            const ret = Object.entries(arg0);
            return ret;
        },
        __wbg_error_757e9472f8410341: function(arg0, arg1) {
            let deferred0_0;
            let deferred0_1;
            try {
                deferred0_0 = arg0;
                deferred0_1 = arg1;
                console.error(getStringFromWasm0(arg0, arg1));
            } finally {
                wasm.__wbindgen_free_command_export(deferred0_0, deferred0_1, 1);
            }
        },
        __wbg_from_eac91875c8a5ffa4: function(arg0) {
            const ret = Array.from(arg0);
            return ret;
        },
        __wbg_getRandomValues_8b6f1f663e6f188d: function() { return handleError(function (arg0, arg1) {
            globalThis.crypto.getRandomValues(getArrayU8FromWasm0(arg0, arg1));
        }, arguments); },
        __wbg_get_2080c49015e35254: function() { return handleError(function (arg0, arg1) {
            const ret = Reflect.get(arg0, arg1);
            return ret;
        }, arguments); },
        __wbg_get_635eea311fa1a291: function() { return handleError(function (arg0, arg1) {
            const ret = Reflect.get(arg0, arg1);
            return ret;
        }, arguments); },
        __wbg_get_d7176cfb76d71114: function(arg0, arg1) {
            const ret = arg0[arg1 >>> 0];
            return ret;
        },
        __wbg_get_unchecked_e6325ad374eff861: function(arg0, arg1) {
            const ret = arg0[arg1 >>> 0];
            return ret;
        },
        __wbg_get_with_ref_key_fc601247060b7204: function(arg0, arg1) {
            const ret = arg0[arg1];
            return ret;
        },
        __wbg_has_2c4d5cf25ec8c1cf: function() { return handleError(function (arg0, arg1) {
            const ret = Reflect.has(arg0, arg1);
            return ret;
        }, arguments); },
        __wbg_height_63914f938cb8dcb6: function(arg0) {
            const ret = arg0.height;
            return ret;
        },
        __wbg_instanceof_ArrayBuffer_12cdaa4161423e6b: function(arg0) {
            let result;
            try {
                result = arg0 instanceof ArrayBuffer;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
        },
        __wbg_instanceof_Error_74e3cca0c4a69161: function(arg0) {
            let result;
            try {
                result = arg0 instanceof Error;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
        },
        __wbg_instanceof_Float32Array_94718abab7dc1d7f: function(arg0) {
            let result;
            try {
                result = arg0 instanceof Float32Array;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
        },
        __wbg_instanceof_Map_0b4fc8b62e73f163: function(arg0) {
            let result;
            try {
                result = arg0 instanceof Map;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
        },
        __wbg_instanceof_Object_97e16a01fd368661: function(arg0) {
            let result;
            try {
                result = arg0 instanceof Object;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
        },
        __wbg_instanceof_Uint8Array_d7aeb0dcb3108fea: function(arg0) {
            let result;
            try {
                result = arg0 instanceof Uint8Array;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
        },
        __wbg_isArray_bcf1376d0d732d08: function(arg0) {
            const ret = Array.isArray(arg0);
            return ret;
        },
        __wbg_isSafeInteger_1a35ba4d31e71d38: function(arg0) {
            const ret = Number.isSafeInteger(arg0);
            return ret;
        },
        __wbg_iterator_e4c5e8f68ada7b58: function() {
            const ret = Symbol.iterator;
            return ret;
        },
        __wbg_keys_105f5c0857898f84: function(arg0) {
            const ret = Object.keys(arg0);
            return ret;
        },
        __wbg_length_186163212ffe79c3: function(arg0) {
            const ret = arg0.length;
            return ret;
        },
        __wbg_length_6e9d2869242cabf3: function(arg0) {
            const ret = arg0.length;
            return ret;
        },
        __wbg_length_b03a0fabb109b1e9: function(arg0) {
            const ret = arg0.length;
            return ret;
        },
        __wbg_message_43d8c8f1d543a349: function(arg0) {
            const ret = arg0.message;
            return ret;
        },
        __wbg_new_13de428334042d26: function(arg0) {
            const ret = new Uint8Array(arg0);
            return ret;
        },
        __wbg_new_37eb45aaf5eeb820: function() {
            const ret = new Array();
            return ret;
        },
        __wbg_new_bb74001155cb8ca8: function() {
            const ret = new Error();
            return ret;
        },
        __wbg_new_cd4348290afae586: function() {
            const ret = new Object();
            return ret;
        },
        __wbg_new_from_slice_3512352010266e02: function(arg0, arg1) {
            const ret = new Uint32Array(getArrayU32FromWasm0(arg0, arg1));
            return ret;
        },
        __wbg_new_from_slice_355c10c5d8f2addb: function(arg0, arg1) {
            const ret = new Float32Array(getArrayF32FromWasm0(arg0, arg1));
            return ret;
        },
        __wbg_new_from_slice_b8daf545a41c6aa0: function(arg0, arg1) {
            const ret = new Uint8Array(getArrayU8FromWasm0(arg0, arg1));
            return ret;
        },
        __wbg_next_178c1651c11432b3: function(arg0) {
            const ret = arg0.next;
            return ret;
        },
        __wbg_next_af5ac6a08bb0a717: function() { return handleError(function (arg0) {
            const ret = arg0.next();
            return ret;
        }, arguments); },
        __wbg_prototypesetcall_13162965d1fe7aa3: function(arg0, arg1, arg2) {
            Uint8Array.prototype.set.call(getArrayU8FromWasm0(arg0, arg1), arg2);
        },
        __wbg_prototypesetcall_22b1bb88c4ec5c5a: function(arg0, arg1, arg2) {
            Float32Array.prototype.set.call(getArrayF32FromWasm0(arg0, arg1), arg2);
        },
        __wbg_push_c9f4893fc209f768: function(arg0, arg1) {
            const ret = arg0.push(arg1);
            return ret;
        },
        __wbg_set_2793479888329cb6: function() { return handleError(function (arg0, arg1, arg2) {
            const ret = Reflect.set(arg0, arg1, arg2);
            return ret;
        }, arguments); },
        __wbg_set_d2d33b52458e984a: function(arg0, arg1, arg2) {
            arg0[arg1 >>> 0] = arg2;
        },
        __wbg_set_e4b9a833d288759a: function(arg0, arg1, arg2) {
            arg0[arg1] = arg2;
        },
        __wbg_stack_575c4e0918581b9c: function(arg0, arg1) {
            const ret = arg1.stack;
            const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc_command_export, wasm.__wbindgen_realloc_command_export);
            const len1 = WASM_VECTOR_LEN;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
        },
        __wbg_value_e0f328965e184931: function(arg0) {
            const ret = arg0.value;
            return ret;
        },
        __wbg_voters_7e651721e9e632cc: function() { return handleError(function (arg0) {
            const ret = arg0.voters();
            _assertClass(ret, Voters);
            var ptr1 = ret.__destroy_into_raw();
            return ptr1;
        }, arguments); },
        __wbg_width_5f6c6b065ab41588: function(arg0) {
            const ret = arg0.width;
            return ret;
        },
        __wbindgen_generic_0000000000000001: function(arg0) {
            // Cast intrinsic for `F64 -> Externref`.
            const ret = arg0;
            return ret;
        },
        __wbindgen_generic_0000000000000002: function(arg0) {
            // Cast intrinsic for `I64 -> Externref`.
            const ret = arg0;
            return ret;
        },
        __wbindgen_generic_0000000000000003: function(arg0, arg1) {
            // Cast intrinsic for `Ref(String) -> Externref`.
            const ret = getStringFromWasm0(arg0, arg1);
            return ret;
        },
        __wbindgen_generic_0000000000000004: function(arg0) {
            // Cast intrinsic for `U64 -> Externref`.
            const ret = BigInt.asUintN(64, arg0);
            return ret;
        },
        __wbindgen_init_externref_table: function() {
            const table = wasm.__wbindgen_externrefs;
            table.set(0, undefined);
            table.set(1024, undefined);
            table.set(1025, null);
            table.set(1026, true);
            table.set(1027, false);
        },
    };
    return {
        __proto__: null,
        "./easily_fooled_bg.js": import0,
    };
}

const AttackFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_attack_free(ptr, 1));
const CertifierFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_certifier_free(ptr, 1));
const ClassifierFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_classifier_free(ptr, 1));
const EnsembleFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_ensemble_free(ptr, 1));
const EvolutionFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_evolution_free(ptr, 1));
const ExperimentFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_experiment_free(ptr, 1));
const RayFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_ray_free(ptr, 1));
const SliceFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_slice_free(ptr, 1));
const UniversalPerturbationFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_universalperturbation_free(ptr, 1));
const VotersFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_voters_free(ptr, 1));

function addToExternrefTable0(obj) {
    const idx = wasm.__externref_table_alloc_command_export();
    wasm.__wbindgen_externrefs.set(idx, obj);
    return idx;
}

function _assertClass(instance, klass) {
    if (!(instance instanceof klass)) {
        throw new Error(`expected instance of ${klass.name}`);
    }
}

function debugString(val) {
    switch (typeof val) {
        // primitive types
        case 'number':
        case 'boolean':
        case 'undefined':
        return `${val}`;
        case 'string':
        return JSON.stringify(val);
        case 'bigint':
        return `${val}n`;
        case 'symbol':
        return val.description !== undefined
            ? `Symbol(${val.description})`
            : 'Symbol';
        case 'function':
        return typeof val.name === 'string' && val.name !== ''
            ? `Function(${val.name})`
            : 'Function';
        case 'object': {
            if (val === null) {
                return 'null';
            }
            // objects
            if (Array.isArray(val)) {
                return '[' + Array.from(val, debugString).join(', ') + ']';
            }
            // errors
            if (val instanceof Error) {
                return `${val.name}: ${val.message}\n${val.stack}`;
            }

            const toStringOutput = toString.call(val);
            // Test for built-in
            const className = /\[object ([^\]]+)\]/.exec(toStringOutput)?.[1];

            // Failed to match the standard '[object ClassName]'
            if (className === undefined) {
                return toStringOutput;
            }
            if (className === 'Object') {
                // we're a user defined class or Object
                // JSON.stringify avoids problems with cycles, and is generally much
                // easier than looping through ownProperties of `val`.
                try {
                    return 'Object(' + JSON.stringify(val) + ')';
                } catch (_) {
                    return 'Object';
                }
            }
            // TODO we could test for more things here, like `Set`s and `Map`s.
            return className;
        }
        // Per MDN: 'This list of values is exhaustive.'
        // https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Operators/typeof#description
    }
}

function getArrayF32FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getFloat32ArrayMemory0().subarray(ptr / 4, ptr / 4 + len);
}

function getArrayJsValueFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    const mem = getDataViewMemory0();
    const result = [];
    for (let i = ptr; i < ptr + 4 * len; i += 4) {
        result.push(wasm.__wbindgen_externrefs.get(mem.getUint32(i, true)));
    }
    wasm.__externref_drop_slice_command_export(ptr, len);
    return result;
}

function getArrayU32FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getUint32ArrayMemory0().subarray(ptr / 4, ptr / 4 + len);
}

function getArrayU8FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getUint8ArrayMemory0().subarray(ptr / 1, ptr / 1 + len);
}

function getClampedArrayU8FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return getUint8ClampedArrayMemory0().subarray(ptr / 1, ptr / 1 + len);
}

let cachedDataViewMemory0 = null;
function getDataViewMemory0() {
    if (cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)) {
        cachedDataViewMemory0 = new DataView(wasm.memory.buffer);
    }
    return cachedDataViewMemory0;
}

let cachedFloat32ArrayMemory0 = null;
function getFloat32ArrayMemory0() {
    if (cachedFloat32ArrayMemory0 === null || cachedFloat32ArrayMemory0.byteLength === 0) {
        cachedFloat32ArrayMemory0 = new Float32Array(wasm.memory.buffer);
    }
    return cachedFloat32ArrayMemory0;
}

let cachedFloat64ArrayMemory0 = null;
function getFloat64ArrayMemory0() {
    if (cachedFloat64ArrayMemory0 === null || cachedFloat64ArrayMemory0.byteLength === 0) {
        cachedFloat64ArrayMemory0 = new Float64Array(wasm.memory.buffer);
    }
    return cachedFloat64ArrayMemory0;
}

function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
}

let cachedUint32ArrayMemory0 = null;
function getUint32ArrayMemory0() {
    if (cachedUint32ArrayMemory0 === null || cachedUint32ArrayMemory0.byteLength === 0) {
        cachedUint32ArrayMemory0 = new Uint32Array(wasm.memory.buffer);
    }
    return cachedUint32ArrayMemory0;
}

let cachedUint8ArrayMemory0 = null;
function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
        cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
}

let cachedUint8ClampedArrayMemory0 = null;
function getUint8ClampedArrayMemory0() {
    if (cachedUint8ClampedArrayMemory0 === null || cachedUint8ClampedArrayMemory0.byteLength === 0) {
        cachedUint8ClampedArrayMemory0 = new Uint8ClampedArray(wasm.memory.buffer);
    }
    return cachedUint8ClampedArrayMemory0;
}

function handleError(f, args) {
    try {
        return f.apply(this, args);
    } catch (e) {
        const idx = addToExternrefTable0(e);
        wasm.__wbindgen_exn_store_command_export(idx);
    }
}

function isLikeNone(x) {
    return x === undefined || x === null;
}

function passArray8ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 1, 1) >>> 0;
    getUint8ArrayMemory0().set(arg, ptr / 1);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
}

function passArrayF32ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 4, 4) >>> 0;
    getFloat32ArrayMemory0().set(arg, ptr / 4);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
}

function passArrayF64ToWasm0(arg, malloc) {
    const ptr = malloc(arg.length * 8, 8) >>> 0;
    getFloat64ArrayMemory0().set(arg, ptr / 8);
    WASM_VECTOR_LEN = arg.length;
    return ptr;
}

function passStringToWasm0(arg, malloc, realloc) {
    if (realloc === undefined) {
        const buf = cachedTextEncoder.encode(arg);
        const ptr = malloc(buf.length, 1) >>> 0;
        getUint8ArrayMemory0().subarray(ptr, ptr + buf.length).set(buf);
        WASM_VECTOR_LEN = buf.length;
        return ptr;
    }

    let len = arg.length;
    let ptr = malloc(len, 1) >>> 0;

    const mem = getUint8ArrayMemory0();

    let offset = 0;

    for (; offset < len; offset++) {
        const code = arg.charCodeAt(offset);
        if (code > 0x7F) break;
        mem[ptr + offset] = code;
    }
    if (offset !== len) {
        if (offset !== 0) {
            arg = arg.slice(offset);
        }
        ptr = realloc(ptr, len, len = offset + arg.length * 3, 1) >>> 0;
        const view = getUint8ArrayMemory0().subarray(ptr + offset, ptr + len);
        const ret = cachedTextEncoder.encodeInto(arg, view);

        offset += ret.written;
        ptr = realloc(ptr, len, offset, 1) >>> 0;
    }

    WASM_VECTOR_LEN = offset;
    return ptr;
}

function takeFromExternrefTable0(idx) {
    const value = wasm.__wbindgen_externrefs.get(idx);
    wasm.__externref_table_dealloc_command_export(idx);
    return value;
}

let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
cachedTextDecoder.decode();
const MAX_SAFARI_DECODE_BYTES = 2146435072;
let numBytesDecoded = 0;
function decodeText(bytes) {
    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
        cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
        cachedTextDecoder.decode();
        numBytesDecoded = bytes.length;
    }
    return cachedTextDecoder.decode(bytes);
}

const cachedTextEncoder = new TextEncoder();

if (!('encodeInto' in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = function (arg, view) {
        const buf = cachedTextEncoder.encode(arg);
        view.set(buf);
        return {
            read: arg.length,
            written: buf.length
        };
    };
}

let WASM_VECTOR_LEN = 0;

let wasmModule, wasmInstance, wasm;
function __wbg_finalize_init(instance, module) {
    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module;
    cachedDataViewMemory0 = null;
    cachedFloat32ArrayMemory0 = null;
    cachedFloat64ArrayMemory0 = null;
    cachedUint32ArrayMemory0 = null;
    cachedUint8ArrayMemory0 = null;
    cachedUint8ClampedArrayMemory0 = null;
    wasm.__wbindgen_start();
    return wasm;
}

async function __wbg_load(module, imports) {
    if (typeof Response === 'function' && module instanceof Response) {
        if (!module.ok) {
            throw new Error(`failed to fetch Wasm: ${module.status} ${module.statusText} fetching '${module.url}'`);
        }

        if (typeof WebAssembly.instantiateStreaming === 'function') {
            try {
                return await WebAssembly.instantiateStreaming(module, imports);
            } catch (e) {
                const validResponse = expectedResponseType(module.type);

                if (validResponse && module.headers.get('Content-Type') !== 'application/wasm') {
                    console.warn("`WebAssembly.instantiateStreaming` failed because your server does not serve Wasm with `application/wasm` MIME type. Falling back to `WebAssembly.instantiate` which is slower. Original error:\n", e);

                } else { throw e; }
            }
        }

        const bytes = await module.arrayBuffer();
        return await WebAssembly.instantiate(bytes, imports);
    } else {
        const instance = await WebAssembly.instantiate(module, imports);

        if (instance instanceof WebAssembly.Instance) {
            return { instance, module };
        } else {
            return instance;
        }
    }

    function expectedResponseType(type) {
        switch (type) {
            case 'basic': case 'cors': case 'default': return true;
        }
        return false;
    }
}

function initSync(module) {
    if (wasm !== undefined) return wasm;


    if (module !== undefined) {
        if (Object.getPrototypeOf(module) === Object.prototype) {
            ({module} = module)
        } else {
            console.warn('using deprecated parameters for `initSync()`; pass a single object instead')
        }
    }

    const imports = __wbg_get_imports();
    if (!(module instanceof WebAssembly.Module)) {
        module = new WebAssembly.Module(module);
    }
    const instance = new WebAssembly.Instance(module, imports);
    return __wbg_finalize_init(instance, module);
}

let __wbg_init_promise;
async function __wbg_init(module_or_path) {
    if (wasm !== undefined) return wasm;
    if (__wbg_init_promise === undefined) {
        __wbg_init_promise = __wbg_init_once(module_or_path);
        __wbg_init_promise.catch(() => { __wbg_init_promise = undefined; });
    }
    return __wbg_init_promise;
}

async function __wbg_init_once(module_or_path) {

    if (module_or_path !== undefined) {
        if (Object.getPrototypeOf(module_or_path) === Object.prototype) {
            ({module_or_path} = module_or_path)
        } else {
            console.warn('using deprecated parameters for the initialization function; pass a single object instead')
        }
    }

    if (module_or_path === undefined) {
        module_or_path = new URL('easily_fooled_bg.wasm', import.meta.url);
    }
    const imports = __wbg_get_imports();

    if (typeof module_or_path === 'string' || (typeof Request === 'function' && module_or_path instanceof Request) || (typeof URL === 'function' && module_or_path instanceof URL)) {
        module_or_path = fetch(module_or_path);
    }

    const { instance, module } = await __wbg_load(await module_or_path, imports);

    return __wbg_finalize_init(instance, module);
}

export { initSync, __wbg_init as default };
