/** Flat tabs for the workbench's folders. */
@org.jspecify.annotations.NullMarked
package org.headroom.ui.tabs;
