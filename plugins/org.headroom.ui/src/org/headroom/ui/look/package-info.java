/** Colours and fonts of the two themes. */
@org.jspecify.annotations.NullMarked
package org.headroom.ui.look;
