package org.headroom.wallet;

/** What is wrong with a keystore, as a part of a sentence that holds no secret. */
class BadKeystore extends Exception {
    private static final long serialVersionUID = 1;

    BadKeystore(String message) {
        super(message);
    }

    /** It may be whole, but to open it would take more than a rig gives. The message is a predicate of the file. */
    static final class TooCostly extends BadKeystore {
        private static final long serialVersionUID = 1;

        TooCostly(String message) {
            super(message);
        }
    }
}
