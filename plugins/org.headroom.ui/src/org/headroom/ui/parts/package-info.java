/** Small drawn parts: buttons, notes, empty states. */
@org.jspecify.annotations.NullMarked
package org.headroom.ui.parts;
