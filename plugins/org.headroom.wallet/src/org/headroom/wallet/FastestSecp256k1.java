package org.headroom.wallet;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses who does the curve: the C library where it loads, else Java. */
final class FastestSecp256k1 {
    private static final Logger LOG = LoggerFactory.getLogger(FastestSecp256k1.class);

    /** The library's own setting: where it unpacks itself. */
    private static final String FOLDER = "fr.acinq.secp256k1.tmpdir";

    private FastestSecp256k1() {}

    /** A constant, found out at the first call: a process can load the library once, and says once how that went. */
    static Secp256k1 here() {
        return Chosen.CURVE;
    }

    private static final class Chosen {
        static final Secp256k1 CURVE = choose(LibSecp256k1::load, BouncySecp256k1::new);
    }

    static Secp256k1 choose(Supplier<? extends Secp256k1> fast, Supplier<? extends Secp256k1> sure) {
        try {
            Secp256k1 curve = fast.get();
            LOG.info("Signatures are made and checked by {}", curve);
            return curve;
        } catch (LinkageError | RuntimeException e) {
            Secp256k1 curve = sure.get();
            LOG.warn(
                    "libsecp256k1 does not load here ({}): {} makes and checks the signatures instead, with the same results but"
                            + " three times slower, which a busy market will show. It needs a folder for temporary files that"
                            + " programs can be loaded from: see that {} is not mounted noexec, or name another with"
                            + " -D{}=FOLDER",
                    String.valueOf(e),
                    curve,
                    System.getProperty(FOLDER, System.getProperty("java.io.tmpdir")),
                    FOLDER);
            return curve;
        }
    }
}
