package org.headroom.model.job;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an order, or the owner's list, names as an image. A part of an id is never one: what looks like it is read as a
 * repository's name.
 */
public sealed interface ImageName {
    /** What it is asked of a container engine by, and what two names of one kind are compared by. */
    String text();

    /**
     * The contents are named: always the same image, wherever it comes from.
     *
     * @param repository with its registry, without a tag
     * @param digest {@code sha256:…} of the image's manifest
     */
    record ByDigest(String repository, String digest) implements ImageName {
        @Override
        public String text() {
            return repository + "@" + digest;
        }
    }

    /** An image of the engine's own store by its whole id. @param id 64 hexadecimal digits */
    record ById(String id) implements ImageName {
        @Override
        public String text() {
            return "sha256:" + id;
        }
    }

    /** Whatever the engine's store has under that name at the moment. @param tag {@code latest} where none was said */
    record ByTag(String repository, String tag) implements ImageName {
        @Override
        public String text() {
            return repository + ":" + tag;
        }
    }

    /** Empty where the text names no image. */
    static Optional<ImageName> read(String text) {
        Matcher id = Patterns.ID.matcher(text);
        if (id.matches()) return Optional.of(new ById(id.group(1)));
        Matcher name = Patterns.NAME.matcher(text);
        if (!name.matches()) return Optional.empty();
        String repository = name.group(1);
        String digest = name.group(3);
        // A tag beside a digest says nothing.
        if (digest != null) return Optional.of(new ByDigest(repository, digest));
        // Engines take it for the beginning of an id.
        if (repository.equals("sha256")) return Optional.empty();
        String tag = name.group(2);
        return Optional.of(new ByTag(repository, tag == null ? "latest" : tag));
    }

    /** Whether a text is some of the digits of an image's id, as engines list it: they take it for the image, and it is none. */
    static boolean isPartOfId(String text) {
        return Patterns.PART.matcher(text).matches();
    }

    /** Of the names. */
    final class Patterns {
        private static final Pattern ID = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");
        private static final Pattern PART = Pattern.compile("[0-9a-f]{12,63}|sha256:[0-9a-f]{1,63}");
        private static final Pattern NAME =
                Pattern.compile("((?:[A-Za-z0-9][A-Za-z0-9.-]{0,252}(?::[0-9]{1,5})?/)?[a-z0-9][a-z0-9._-]*"
                        + "(?:/[a-z0-9][a-z0-9._-]*)*)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?"
                        + "(?:@(sha256:[0-9a-f]{64}))?");

        private Patterns() {}
    }
}
