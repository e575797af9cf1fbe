"""The topic graph as files: for other programs (.graphml, .gexf, .json, .dot, .csv) and for people (.svg, .png)."""
