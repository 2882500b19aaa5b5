package org.headroom.model.signing;

import java.util.Optional;

/** The one who can read what is sealed to {@link #key}. Any thread; a millisecond or less. */
public interface Opener {
    /** To be handed out, under a signature. The same as long as the operating key is the same. */
    SealingKey key();

    /**
     * Empty where it was sealed to another key, for another purpose or place, or was tampered with; which of these cannot be
     * told. Never throws, whatever a stranger sends.
     *
     * @return the plaintext, which is the caller's to wipe
     */
    Optional<byte[]> open(Sealed sealed, byte[] info, byte[] aad);
}
