package org.headroom.agent;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with one of the owner's JSON files, in the words of the file and not in those of the library: pure. */
final class JsonProblem {
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

    private JsonProblem() {}

    /**
     * The second half of a sentence that begins with the file's name, without a full stop: the line, and what is wrong there.
     *
     * @param noun what a name in the file stands for: setting, rule
     */
    static String of(JsonProcessingException e, String noun) {
        return line(e) + ": " + what(e, noun);
    }

    private static String line(JsonProcessingException e) {
        var where = e.getLocation();
        return where == null ? "" : ", line " + where.getLineNr();
    }

    private static String what(JsonProcessingException e, String noun) {
        // Within an object it comes wrapped.
        if (e.getCause() instanceof JsonParseException within && isDuplicate(within)) return what(within, noun);
        return switch (e) {
            case UnrecognizedPropertyException u ->
                "there is no " + noun + " \"" + u.getPropertyName() + "\". Here there may be: "
                        + u.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .sorted()
                                .collect(Collectors.joining(", "));
            case InvalidNullException n -> named(n) + " holds null where a value is needed";
            case MismatchedInputException m
            when m.getPath().isEmpty() && isTrailing(m) -> "there is more text after the closing brace";
            case MismatchedInputException m when m.getPath().isEmpty() && isEmpty(m) -> "the file is empty";
            case MismatchedInputException m -> named(m) + " must be " + kind(m.getTargetType());
            case JsonMappingException m when !m.getPath().isEmpty() -> named(m) + " is out of range, or not a value";
            case JsonParseException p
            when isDuplicate(p) -> DUPLICATE.matcher(p.getOriginalMessage()).replaceFirst("\"$1\" is there twice");
            default -> "the text is not JSON: " + syntax(e);
        };
    }

    private static boolean isDuplicate(JsonParseException e) {
        return DUPLICATE.matcher(String.valueOf(e.getOriginalMessage())).matches();
    }

    private static boolean isTrailing(MismatchedInputException e) {
        return e.getOriginalMessage().startsWith("Trailing token");
    }

    private static boolean isEmpty(MismatchedInputException e) {
        return e.getOriginalMessage().startsWith("No content");
    }

    /** Without what the library says of itself. */
    private static String syntax(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage())
                .replaceAll("\\s*\\(start marker at \\[.*?\\]\\)", "")
                .replaceFirst("^(Unrecognized token '.*?'): .*", "$1");
    }

    private static String named(JsonMappingException e) {
        String setting = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
        return setting.isEmpty() ? "the whole" : "\"" + setting + "\"";
    }

    private static String kind(@Nullable Class<?> wanted) {
        if (wanted == null) return "of another kind";
        if (wanted == Boolean.class || wanted == boolean.class) return "true or false";
        if (wanted == Integer.class || wanted == int.class || wanted == Long.class || wanted == long.class)
            return "a whole number";
        if (Collection.class.isAssignableFrom(wanted)) return "a list: [ … ]";
        return wanted == String.class ? "text in quotation marks" : "an object: { … }";
    }
}
