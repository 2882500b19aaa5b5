package org.headroom.wallet;

/** The key could not be made or opened. The message is one sentence that a person can act on and holds no secret. */
public class KeystoreFailure extends Exception {
    private static final long serialVersionUID = 1;

    public KeystoreFailure(String message) {
        super(message);
    }

    public KeystoreFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
