package org.headroom.console.desk;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What went wrong, in its own words. Pure. */
public final class Failures {
    private Failures() {}

    /** Without what futures put around it. */
    public static String words(Throwable error) {
        Throwable real = error;
        while (real instanceof CompletionException || real instanceof ExecutionException) {
            Throwable inner = real.getCause();
            if (inner == null) break;
            real = inner;
        }
        if (real instanceof TimeoutException) return "There was no answer in time.";
        return Optional.ofNullable(real.getMessage()).orElse(real.getClass().getSimpleName());
    }
}
